/* The card of an area: #KAZ in the address opens it. */

const card = document.getElementById("card");
let opener = null;	/* what gets the focus back */

const meanOf = new Map(rowsOf(data.means).map(function (m) {
	return [(m.region || "") + "/" + m.pillar, m.mean];
}));

/* ---- parts ---- */

function figure(name, ...value) {
	return el("div", {}, el("dt", {}, name), el("dd", {}, ...value));
}

function headFigures(a) {
	const line = document.getElementById(a.area);
	const change = line.querySelector(".change");
	const head = table.tHead.querySelector("[data-key=delta]");
	const list = el("dl", { class: "figures" });

	if (a.rank !== null)
		list.append(figure(words.rank,
			el("span", { class: "big", id: "card-rank" }, a.rank), " ",
			put(words.rank_of, { n: editions[now].areas })));
	if (a.said !== null)
		list.append(figure(words.score,
			el("span", { class: "big", id: "card-score" }, said(a.said))));
	if (!change.hidden && change.textContent)
		list.append(el("div", {},
			el("dt", {}, head.textContent),
			el("dd", { class: change.className },
				...Array.from(change.cloneNode(true).childNodes))));
	return list;
}

/* The areas before and behind, as ways to their cards. */
function around(a) {
	const at = areas.indexOf(a);
	const one = function (other, sentence) {
		return other && other.rank !== null
			? el("a", { href: "#" + other.area }, put(sentence,
				{ rank: other.rank, area: other.name })) : null;
	};

	return el("p", { class: "around" }, one(areas[at - 1], words.in_front),
		one(areas[at + 1], words.behind));
}

/* Newest first; a line of its own where the method changes. */
function historyTable(a) {
	const rows = [];

	for (let at = editions.length - 1; at >= 0; at--) {
		rows.push(el("tr", {},
			el("th", { scope: "row" }, editions[at].edition),
			el("td", { class: "n" },
				a.ranks[at] === null ? "" : a.ranks[at]),
			el("td", { class: "n" }, editions[at].areas),
			el("td", { class: "n" }, said(a.scores[at]))));
		if (isBreak(at))
			rows.push(el("tr", { class: "regime" },
				el("td", { colspan: 4 }, words.other_method)));
	}
	return el("table", {},
		el("thead", {}, el("tr", {},
			el("th", { scope: "col" }, words.edition),
			el("th", { scope: "col", class: "n" }, words.rank),
			el("th", { scope: "col", class: "n" },
				put(words.rank_of, { n: "" }).trim()),
			el("th", { scope: "col", class: "n" }, words.score))),
		el("tbody", {}, ...rows));
}

/* How far a value is from a mean, in a sign, a number and a word. */
function against(value, mean, decimals) {
	const by = mean === undefined ? null
		: Number((value - mean).toFixed(Math.max(decimals, 1)));

	if (by === null)
		return "";
	return by === 0 ? words.level : put(by > 0 ? words.above : words.below, {
		n: num(by, Math.max(decimals, 1)),
	});
}

function pillarRow(a, p, region) {
	const width = 150, height = 16, value = a.values[p.pillar];
	const mean = meanOf.get((a.region || "") + "/" + p.pillar);
	const world = meanOf.get("/" + p.pillar);
	const picture = svg("svg", {
		width: width + 10, height: height, viewBox: "-5 0 160 16",
		"aria-hidden": "true",
	});
	const text = document.getElementById(a.area)
		.querySelectorAll(".pillar")[p.pillar].firstChild;

	if (value !== null) {
		picture.append(...bar(p.pillar, value, width, height));
		if (world !== undefined) {
			const x = onScale(p.pillar, world, width);

			picture.append(svg("line", {
				class: "world", x1: x, x2: x, y1: 0, y2: height,
			}));
		}
		if (a.region && mean !== undefined)
			picture.append(svg("path", {
				class: "mean", d: "M0-5L5 0L0 5L-5 0Z",
				transform: "translate("
					+ onScale(p.pillar, mean, width) + " 8)",
			}));
	}
	return el("tr", {},
		el("th", { scope: "row" }, p.label,
			p.direction === "lower"
				? el("small", {}, " (" + words.lower + ")") : null),
		el("td", { class: "n", "data-head": words.value },
			text ? text.textContent : ""),
		el("td", {}, picture),
		region ? el("td", { "data-head": put(words.to_region,
			{ region: region }) },
		value === null ? "" : against(value, mean, p.decimals)) : null,
		el("td", { "data-head": words.to_world },
			value === null ? "" : against(value, world, p.decimals)));
}

function pillarTable(a) {
	const region = a.region ? a.within : null;

	return el("table", { class: "stack" },
		el("thead", {}, el("tr", {},
			el("th", { scope: "col" }, words.pillar),
			el("th", { scope: "col", class: "n" }, words.value),
			el("td", {}),
			region ? el("th", { scope: "col" },
				put(words.to_region, { region: region })) : null,
			el("th", { scope: "col" }, words.to_world))),
		el("tbody", {}, ...pillars.map(function (p) {
			return pillarRow(a, p, region);
		})));
}

/* ---- where the figures stand ---- */

function figureName(c) {
	if (c.pillar === null)
		return c.measure === "rank" ? words.rank : words.score;
	if (c.measure === "rank")
		return put(words.pillar_rank, { pillar: pillars[c.pillar].label });
	return c.measure === pillars[c.pillar].measure ? pillars[c.pillar].label
		: put(words.raw, { pillar: pillars[c.pillar].label });
}

function cellRow(c) {
	return el("tr", { "data-at": c.at, "data-measure": c.measure,
		"data-pillar": c.pillar },
	el("th", { scope: "row" }, figureName(c)),
	el("td", { class: "n", "data-head": words.published },
		c.raw === "" ? words.blank : c.raw),
	el("td", { "data-head": words.sheet }, sheetOf.get(c.sheet)),
	el("td", { "data-head": words.cell }, el("code", {}, c.cell)));
}

/* The cells of one release, under the workbook that it is. */
function cellGroup(at, cells) {
	const e = editions[at];

	return el("tbody", {},
		el("tr", { class: "book" },
			el("th", { colspan: 4, scope: "rowgroup" }, e.edition, " ",
				link(e.url, e.file || words.file), " ",
				el("code", { title: e.release }, put(words.release,
					{ sha: e.release.slice(0, 12) })))),
		...cells.map(cellRow));
}

function cellTable(a) {
	const heads = [words.figure, words.published, words.sheet, words.cell];

	return el("table", { class: "stack cells" },
		el("thead", {}, el("tr", {}, ...heads.map(function (name, i) {
			return el("th", { scope: "col", class: i === 1 ? "n" : null },
				name);
		}))),
		...Array.from(grouped(cellsOf.get(a.area) || [], "at"),
			function (group) {
				return cellGroup(group[0], group[1]);
			}));
}

/* ---- opening and closing ---- */

/* Where there is no clipboard the link is shown to be copied by hand. */
function copyLink(button) {
	const by_hand = function () {
		const input = el("input", {
			readonly: "", value: location.href,
			"aria-label": words.copy_this,
		});

		button.before(input);
		input.select();
	};

	if (!navigator.clipboard) {
		by_hand();
		return;
	}
	navigator.clipboard.writeText(location.href).then(function () {
		card.querySelector(".said").textContent = words.copied;
	}, by_hand);
}

function buttons() {
	const copy = el("button", { type: "button", id: "copy" }, words.copy);
	const close = el("button", { type: "button", id: "close" }, words.close);

	copy.addEventListener("click", function () { copyLink(copy); });
	close.addEventListener("click", function () { card.close(); });
	return el("div", { class: "bar" },
		el("span", { class: "said", role: "status" }), copy, close);
}

function fillCard(a) {
	const width = Math.min(window.innerWidth, 736)
		- (window.innerWidth < 640 ? 40 : 64);
	const parts = [buttons(),
		el("p", { class: "kicker" }, a.within, a.within ? " \u00b7 " : "",
			a.area, a.english ? " \u00b7 " + a.english : ""),
		el("h2", { id: "card-name", tabindex: -1 }, a.name),
		headFigures(a), around(a)];

	if (editions.length > 1 && a.ranks.some(function (r) {
		return r !== null;
	})) {
		const picture = bump([a], width, 230, false);

		picture.setAttribute("aria-label", lineSaid(a));
		picture.setAttribute("role", "img");
		picture.querySelector("a").removeAttribute("href");
		parts.push(el("h3", {}, words.history), picture);
	} else {
		parts.push(el("h3", {}, words.history));
	}
	parts.push(historyTable(a));
	if (pillars.length)
		parts.push(el("h3", {}, words.pillars), pillarTable(a),
			el("p", { class: "hint" }, put(words.bar,
				{ region: a.within || "\u2013" })));
	parts.push(el("h3", {}, words.cells), cellTable(a));
	card.replaceChildren(el("div", { class: "card" }, ...parts));
}

/* Opens a card by a way of the page: the focus stays where it was, which going
   to a part of the page would take away, and comes back to it. */
function openCard(code) {
	if (!card.open)
		opener = document.activeElement;
	history.pushState(null, "", "#" + code);
	follow();
}

/* What the address asks for. */
function follow() {
	const a = areaOf.get(location.hash.slice(1));

	if (!a) {
		if (card.open)
			card.close();
		return;
	}
	fillCard(a);
	if (!card.open)
		card.showModal();
	card.scrollTop = 0;
	card.querySelector("h2").focus();
}

/* The address must not open again what was closed. */
function closed() {
	const line = document.getElementById(location.hash.slice(1));

	if (areaOf.has(location.hash.slice(1)))
		history.replaceState(null, "", location.pathname
			+ location.search);
	if (opener && opener !== document.body && opener.isConnected)
		opener.focus({ preventScroll: true });
	else if (line)
		line.querySelector("a").focus({ preventScroll: true });
}

function liveCards() {
	card.addEventListener("close", closed);
	card.addEventListener("click", function (event) {
		if (event.target === card && event.clientX
			< card.getBoundingClientRect().left)
			card.close();
	});
	window.addEventListener("popstate", follow);
	document.addEventListener("click", function (event) {
		const way = event.target.closest("a");
		const code = way ? (way.getAttribute("href") || "").slice(1) : "";

		if (!areaOf.has(code) || event.ctrlKey || event.metaKey
			|| event.shiftKey)
			return;
		event.preventDefault();
		openCard(code);
	});
	if (data.manifest.profile === "country" && !location.hash)
		location.replace("#" + data.manifest.area);
	follow();
}
