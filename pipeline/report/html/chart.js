/* Ranks over editions as lines: of a region, or of one area in its card. */

const MOST = 24;	/* lines; more cannot be told apart */
const SHAPES = [
	"M-4 0A4 4 0 1 0 4 0A4 4 0 1 0-4 0Z",
	"M-3.6-3.6H3.6V3.6H-3.6Z",
	"M0-5L5 0L0 5L-5 0Z",
];

/* Where the editions stand: a break takes more room than a step. */
function places(left, right) {
	const steps = editions.map(function (e, at) {
		return at === 0 ? 0 : isBreak(at) ? 1.5 : 1;
	});
	const all = steps.reduce(function (sum, s) { return sum + s; }, 0);
	let x = 0;

	return steps.map(function (s) {
		x += s;
		return all ? left + (right - left) * x / all : (left + right) / 2;
	});
}

/* Round ranks between two, the best and the worst among them. */
function ticks(low, high, most) {
	const step = [1, 2, 5, 10, 20, 25, 50, 100, 200].find(function (s) {
		return (high - low) / s <= most;
	}) || 500;
	const at = [];

	for (let r = Math.ceil(low / step) * step; r <= high; r += step)
		if (r > 0)
			at.push(r);
	return at;
}

/* Moves what would overlap apart: what is nearer than gap becomes a group about
   the middle of where its members want to be; all between top and bottom. */
function spread(items, gap, top, bottom) {
	const groups = [];

	for (const item of items.slice().sort(function (a, b) {
		return a.y - b.y;
	})) {
		let group = { items: [item], middle: item.y };

		for (;;) {
			const half = (group.items.length - 1) * gap / 2;
			const before = groups[groups.length - 1];

			group.from = Math.max(top,
				Math.min(group.middle - half, bottom - 2 * half));
			if (!before || before.from
				+ before.items.length * gap <= group.from)
				break;
			groups.pop();
			group = { items: before.items.concat(group.items) };
			group.middle = group.items.reduce(function (sum, x) {
				return sum + x.y;
			}, 0) / group.items.length;
		}
		groups.push(group);
	}
	for (const group of groups)
		group.items.forEach(function (item, i) {
			item.at = group.from + i * gap;
		});
}

function drawFrame(picture, at, y, top, bottom, left, right, range) {
	const narrow = editions.length > 1 ? (at[1] - at[0]) < 34 : false;

	for (const r of ticks(range[0], range[1], (bottom - top) / 40))
		picture.append(
			svg("line", {
				class: "grid", x1: left - 8, x2: right + 8,
				y1: y(r), y2: y(r),
			}),
			svg("text", {
				class: "tick", x: left - 14, y: y(r) + 4,
				"text-anchor": "end",
			}, r));
	editions.forEach(function (e, i) {
		/* as many years as there is room for, the last one always */
		const every = Math.ceil(40 / Math.max(
			(right - left) / Math.max(editions.length - 1, 1), 1));

		if (!narrow || (editions.length - 1 - i) % every === 0)
			picture.append(svg("text", {
				class: "tick", x: at[i], y: bottom + 34,
				"text-anchor": "middle",
			}, e.edition));
		if (!isBreak(i))
			return;
		picture.append(svg("line", {
			class: "break", x1: (at[i] + at[i - 1]) / 2,
			x2: (at[i] + at[i - 1]) / 2, y1: top - 14, y2: bottom + 18,
		}));
	});
}

/* The signs of the breaks: words where there is room for them. */
function drawBreaks(picture, at, top) {
	const breaks = editions.filter(function (e, i) { return isBreak(i); });

	breaks.forEach(function (e, k) {
		const x = (at[e.at] + at[e.at - 1]) / 2;
		const room = k + 1 < breaks.length
			? (at[breaks[k + 1].at] + at[breaks[k + 1].at - 1]) / 2 - x
			: Infinity;
		const before = k ? x - (at[breaks[k - 1].at]
			+ at[breaks[k - 1].at - 1]) / 2 : x;

		picture.append(svg("text", {
			class: "break-word", x: x, y: top - 21,
			"text-anchor": "middle",
		}, room > 130 && before > 60 ? words.break : "\u2260"));
	});
}

/* Whether the line comes to an edition from above and goes up again: then its
   number stands under it. */
function isValley(a, at, y) {
	const above = [at - 1, at + 1].map(function (k) {
		const apart = k < 0 || k >= editions.length
			|| isBreak(Math.max(k, at)) || a.ranks[k] === null;

		return apart ? null : y(a.ranks[k]) < y(a.ranks[at]) - 1;
	}).filter(function (is) { return is !== null; });

	return above.length > 0 && above.every(Boolean);
}

/* One line with its marks, its numbers and its name at the end. */
function drawLine(a, i, at, y, label) {
	const style = "line c" + i % 8;
	const shape = SHAPES[Math.floor(i / 8) % SHAPES.length];
	const group = svg("a", {
		class: style, href: "#" + a.area, "data-area": a.area,
		"aria-label": lineSaid(a),
	});
	let path = "", last = null;

	a.ranks.forEach(function (rank, k) {
		if (rank === null)
			return;
		path += (k > 0 && !isBreak(k) && a.ranks[k - 1] !== null
			? "L" : "M") + at[k] + " " + y(rank);
		last = k;
	});
	group.append(svg("path", { d: path, class: "way" }),
		svg("path", { d: path, class: "reach" }));
	a.ranks.forEach(function (rank, k) {
		if (rank === null)
			return;
		group.append(
			svg("path", {
				class: "mark", d: shape,
				transform: "translate(" + at[k] + " " + y(rank) + ")",
			}),
			svg("text", {
				class: "number", x: at[k],
				y: y(rank) + (isValley(a, k, y) ? 17 : -9),
				"text-anchor": "middle",
			}, rank));
	});
	if (label && last !== null)
		group.append(
			svg("path", {
				class: "lead",
				d: "M" + (at[last] + 7) + " " + y(a.ranks[last])
					+ "L" + (label.x - 5) + " " + label.at,
			}),
			svg("text", {
				class: "name", x: label.x, y: label.at + 4,
			}, label.text));
	return group;
}

/* How wide a text is drawn. */
const measure = (function () {
	const pen = document.createElement("canvas").getContext("2d");

	return function (text) {
		if (!pen)
			return text.length * 7.5;
		pen.font = "700 13px " + getComputedStyle(document.body).fontFamily;
		return pen.measureText(text).width;
	};
})();

/* The picture of some areas' ranks. named: with names at the ends of lines. */
function bump(list, width, height, named) {
	const all = list.flatMap(function (a) {
		return a.ranks.filter(function (r) { return r !== null; });
	});
	const range = [Math.min(...all), Math.max(...all)];
	const labels = list.map(function (a) {
		const full = a.ranks[now] + "  " + a.name;

		return width < 520 ? a.ranks[now] + "  " + a.area : full;
	});
	const tail = named ? Math.min(width * 0.45,
		Math.max(...labels.map(measure)) + 34) : 22;
	const left = 46, right = width - tail, top = 54, bottom = height - 40;
	const at = places(left, right);
	const y = function (rank) {
		const t = range[1] > range[0]
			? (rank - range[0]) / (range[1] - range[0]) : 0.5;

		return top + (data.worst_first ? 1 - t : t) * (bottom - top);
	};
	const ends = list.map(function (a, i) {
		return {
			x: right + 24, y: y(a.ranks[now]), text: labels[i],
		};
	});
	const picture = svg("svg", {
		class: named ? "bump" : "bump alone", width: width, height: height,
		viewBox: "0 0 " + width + " " + height, role: "group",
	});

	drawFrame(picture, at, y, top, bottom, left, right, range);
	drawBreaks(picture, at, top);
	spread(ends, 18, top - 12, bottom + 12);
	list.forEach(function (a, i) {
		picture.append(drawLine(a, i, at, y, named ? ends[i] : null));
	});
	return picture;
}

/* ---- the region that is chosen ---- */

const chosen = { scheme: null, region: null };

function regionNow() {
	return regions.find(function (g) {
		return g.scheme === chosen.scheme && g.region === chosen.region;
	});
}

function membersOf(g) {
	return g.members.split(" ").map(function (code) {
		return areaOf.get(code);
	}).filter(function (a) { return a.ranks[now] !== null; });
}

/* The figures of the chart as a table, of all areas of the region. */
function figuresTable(g, list) {
	return el("table", {},
		el("caption", { class: "unseen" }, titleOf(g)),
		el("thead", {}, el("tr", {},
			el("th", { scope: "col" }, words.area),
			...editions.map(function (e, at) {
				return el("th", { scope: "col", class: "n" },
					(isBreak(at) ? "\u2260 " : "") + e.edition);
			}))),
		el("tbody", {}, ...list.map(function (a) {
			return el("tr", {},
				el("th", { scope: "row" },
					el("a", { href: "#" + a.area }, a.name)),
				...a.ranks.map(function (r) {
					return el("td", { class: "n" },
						r === null ? "" : r);
				}));
		})));
}

function titleOf(g) {
	return put(words.chart_title, {
		region: g.name, from: editions[0].edition,
		to: editions[editions.length - 1].edition,
	});
}

function drawChart() {
	const g = regionNow();
	const room = document.getElementById("picture");
	const members = membersOf(g), list = members.slice(0, MOST);
	const width = Math.max(room.clientWidth, 300);
	const part = document.getElementById("chart-part");
	const picture = bump(list, width,
		Math.max(340, Math.min(list.length * 20 + 110, 620)), true);

	picture.prepend(
		svg("title", { id: "chart-title" }, titleOf(g)),
		svg("desc", { id: "chart-desc" }, data.worst_first
			? words.first_worst : words.first_best));
	picture.setAttribute("aria-labelledby", "chart-title");
	picture.setAttribute("aria-describedby", "chart-desc");
	picture.append(svg("text", { class: "tick", x: 0, y: 12 },
		data.worst_first ? words.first_worst : words.first_best));
	room.replaceChildren(picture);
	part.hidden = members.length <= MOST;
	part.textContent = put(words.chart_part,
		{ n: list.length, of: members.length });
	document.getElementById("figures").replaceChildren(
		figuresTable(g, members));
}

/* Which method is of which editions, under the chart. */
function listMethods() {
	const runs = [];

	for (const e of editions) {
		if (e.at === 0 || e.starts)
			runs.push([e, e]);
		runs[runs.length - 1][1] = e;
	}
	document.getElementById("chart-breaks").hidden = runs.length < 2;
	document.getElementById("methods").replaceChildren(
		...(runs.length < 2 ? [] : runs).map(function (run) {
			const years = run[0] === run[1] ? run[0].edition
				: run[0].edition + "\u2013" + run[1].edition;

			return el("li", {}, el("b", {}, years), " " + run[0].method);
		}));
}

function fillRegions() {
	const select = document.getElementById("region");

	select.replaceChildren(...regions.filter(function (g) {
		return g.scheme === chosen.scheme;
	}).map(function (g) {
		return el("option", { value: g.region },
			"\u2003".repeat(g.level) + g.name);
	}));
	select.value = chosen.region;
}

function chooseScheme(scheme) {
	const first = regions.find(function (g) { return g.scheme === scheme; });

	chosen.scheme = scheme;
	chosen.region = first.region;
	fillRegions();
	drawChart();
}

function liveChart() {
	const schemes = document.getElementById("scheme");
	const region = document.getElementById("region");
	const room = document.getElementById("picture");
	const asked = data.manifest.region
		|| (areaOf.get(data.manifest.area) || {}).region || "";
	const first = regions.find(function (g) {
		return g.scheme === data.manifest.scheme
			&& g.region === asked.split(",")[0];
	}) || regions[0];
	let width = 0;

	if (!first || editions.length < 2)
		return;
	document.getElementById("moves").hidden = false;
	for (const g of regions)
		if (!Array.from(schemes.options).some(function (o) {
			return o.value === g.scheme;
		}))
			schemes.append(el("option", { value: g.scheme }, g.title));
	chosen.scheme = schemes.value = first.scheme;
	chosen.region = first.region;
	fillRegions();
	listMethods();
	schemes.addEventListener("change", function () {
		chooseScheme(schemes.value);
	});
	region.addEventListener("change", function () {
		chosen.region = region.value;
		drawChart();
	});
	document.getElementById("choice").addEventListener("submit",
		function (event) { event.preventDefault(); });
	new ResizeObserver(function () {
		if (room.clientWidth !== width) {
			width = room.clientWidth;
			drawChart();
		}
	}).observe(room);
}
