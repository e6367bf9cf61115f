/* What all parts of the page use. Text of the data gets into the page as text
   nodes and attributes and in no other way. */

const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words;
const SVG = "http://www.w3.org/2000/svg";

/* A table of the data as objects: {columns, rows} -> [{column: value}]. */
function rowsOf(table) {
	return (table ? table.rows : []).map(function (row) {
		return Object.fromEntries(table.columns.map(function (c, i) {
			return [c, row[i]];
		}));
	});
}

function grouped(rows, key) {
	const groups = new Map();

	for (const row of rows) {
		if (!groups.has(row[key]))
			groups.set(row[key], []);
		groups.get(row[key]).push(row);
	}
	return groups;
}

/* A sentence with its {name}s filled in. */
function put(sentence, names) {
	return sentence.replace(/\{(\w+)\}/g, function (all, name) {
		return name in names ? String(names[name]) : all;
	});
}

function fill(node, attributes, children) {
	for (const [name, value] of Object.entries(attributes || {}))
		if (value !== null && value !== undefined)
			node.setAttribute(name, value);
	for (const child of children)
		if (child !== null && child !== undefined)
			node.append(child);
	return node;
}

function el(name, attributes, ...children) {
	return fill(document.createElement(name), attributes, children);
}

function svg(name, attributes, ...children) {
	return fill(document.createElementNS(SVG, name), attributes, children);
}

/* Digits as say_number writes them: the language's decimal mark, a true minus,
   thousands apart from five digits on. */
function said(digits) {
	if (digits === null)
		return "";
	const [whole, fraction] = digits.replace("-", "\u2212").split(".");
	const apart = /\d{5}/.test(whole)
		? whole.replace(/\B(?=(\d{3})+$)/g, "\u202f") : whole;

	return fraction === undefined ? apart : apart + words.mark + fraction;
}

function num(x, decimals) {
	return said(x.toFixed(decimals));
}

/* What a search goes by: no marks on letters, no case, no apostrophes. */
function fold(text) {
	return text.normalize("NFKD").replace(/\p{M}|['\u2018\u2019\u02bc]/gu, "")
		.toLowerCase();
}

/* An address of the data is a link only if it leads to the web. */
function link(address, text) {
	return /^https?:\/\//.test(address || "")
		? el("a", { href: address, rel: "noreferrer noopener" }, text)
		: el("span", {}, text);
}

/* ---- the data, put together ---- */

const editions = rowsOf(data.editions);
const pillars = rowsOf(data.pillars);
const regions = rowsOf(data.regions);
const areas = rowsOf(data.areas);
const areaOf = new Map(areas.map(function (a) { return [a.area, a]; }));
const cellsOf = grouped(rowsOf(data.cells), "area");
const sheetOf = new Map((data.sheets ? data.sheets.rows : []));
const now = editions.findIndex(function (e) {
	return e.edition === data.manifest.edition;
});

/* Ranks and scores of an area by edition, null where it has none. */
for (const a of areas) {
	a.ranks = editions.map(function () { return null; });
	a.scores = editions.map(function () { return null; });
	a.values = pillars.map(function () { return null; });
}
for (const h of rowsOf(data.history)) {
	areaOf.get(h.area).ranks[h.at] = h.rank;
	areaOf.get(h.area).scores[h.at] = h.said;
}
for (const v of rowsOf(data.values))
	areaOf.get(v.area).values[v.pillar] = v.value;

/* Whether the edition is of another method than the one before it. */
function isBreak(at) {
	return at > 0 && editions[at].starts === 1;
}

/* "Kazakhstan: 2024 rank 76, 2025 rank 58", for who does not see a line. */
function lineSaid(a) {
	return put(words.line, {
		area: a.name,
		ranks: editions.filter(function (e) {
			return a.ranks[e.at] !== null;
		}).map(function (e) {
			return put(words.rank_of_edition,
				{ edition: e.edition, rank: a.ranks[e.at] });
		}).join(", "),
	});
}
