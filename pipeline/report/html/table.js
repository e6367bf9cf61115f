/* The table: what the page has without a script gains order, search, a line of
   past ranks and bars. */

const table = document.getElementById("ranking");
const body = table.tBodies[0];
const lines = Array.from(body.rows);

/* ---- lines and bars ---- */

/* The ranks of an area as a small line, parted where the method changes. */
function course(a) {
	const width = 92, height = 24, n = editions.length;
	const all = a.ranks.filter(function (r) { return r !== null; });
	const low = Math.min(...all), high = Math.max(...all);
	const up = data.worst_first ? -1 : 1;
	const x = function (at) {
		return n > 1 ? 4 + at * (width - 8) / (n - 1) : width / 2;
	};
	const y = function (rank) {
		const t = high > low ? (rank - low) / (high - low) : 0.5;

		return 4 + (up > 0 ? t : 1 - t) * (height - 8);
	};
	const picture = svg("svg", {
		width: width, height: height, role: "img",
		"aria-label": lineSaid(a), class: "line c0",
	});
	let path = "";

	editions.forEach(function (e, at) {
		if (isBreak(at))
			picture.append(svg("line", {
				class: "break", y1: 0, y2: height,
				x1: (x(at) + x(at - 1)) / 2,
				x2: (x(at) + x(at - 1)) / 2,
			}));
		if (a.ranks[at] === null)
			return;
		path += (at > 0 && !isBreak(at) && a.ranks[at - 1] !== null
			? "L" : "M") + x(at) + " " + y(a.ranks[at]);
	});
	picture.append(svg("path", { d: path }));
	editions.forEach(function (e, at) {
		const alone = (at === 0 || isBreak(at) || a.ranks[at - 1] === null)
			&& (at === n - 1 || isBreak(at + 1)
				|| a.ranks[at + 1] === null);

		if (a.ranks[at] !== null && (at === now || alone))
			picture.append(svg("circle", {
				class: "mark", r: 2, cx: x(at),
				cy: y(a.ranks[at]),
			}));
	});
	return picture;
}

/* From where to where the bars of a pillar go. */
const scales = pillars.map(function (p, i) {
	const all = areas.map(function (a) { return a.values[i]; })
		.filter(function (v) { return v !== null; });
	const low = Math.min(0, ...all), high = Math.max(0, ...all);

	/* a scale that the figures leave is not theirs */
	if (p.scale_max !== null && p.scale_max >= high
		&& p.scale_min !== null && p.scale_min <= Math.min(...all)
		&& p.measure === "score")
		return [Math.min(p.scale_min, 0), p.scale_max];
	return [low, high > low ? high : low + 1];
});

function onScale(i, value, width) {
	const [low, high] = scales[i];

	return (value - low) / (high - low) * width;
}

/* A bar from the scale's zero. */
function bar(i, value, width, height) {
	const zero = onScale(i, 0, width), end = onScale(i, value, width);

	return [
		svg("rect", { class: "room", width: width, height: height }),
		svg("rect", {
			class: "value", x: Math.min(zero, end), height: height,
			width: Math.max(Math.abs(end - zero), 1),
		}),
	];
}

/* ---- order ---- */

const collator = new Intl.Collator(document.documentElement.lang);

/* What a column is sorted by; null stands behind all others. */
const keys = {
	rank: function (a) { return a.rank; },
	name: function (a) { return a.name; },
	score: function (a) { return a.score; },
	delta: function (a) { return a.delta; },
	course: function (a) {
		const all = a.ranks.filter(function (r) { return r !== null; });

		if (all.length === 0)
			return null;
		return data.worst_first ? -Math.max(...all) : Math.min(...all);
	},
	pillar: function (a, at) { return a.values[at]; },
};

/* Numbers of which more is better begin with the most. */
const downFirst = new Set(["score", "delta", "pillar"]);

function sortBy(head, key) {
	const was = head.getAttribute("aria-sort");
	const first = downFirst.has(head.dataset.key) ? "descending" : "ascending";
	const other = first === "ascending" ? "descending" : "ascending";
	const way = was === first ? other : first;
	const sign = way === "ascending" ? 1 : -1;

	for (const h of table.tHead.rows[0].cells)
		h.removeAttribute("aria-sort");
	head.setAttribute("aria-sort", way);
	body.append(...lines.map(function (line, i) {
		return [line, key(line), i];
	}).sort(function (x, y) {
		if (x[1] === null || y[1] === null)
			return (x[1] === null) - (y[1] === null) || x[2] - y[2];
		return sign * (typeof x[1] === "string"
			? collator.compare(x[1], y[1]) : x[1] - y[1])
			|| x[2] - y[2];
	}).map(function (entry) { return entry[0]; }));
}

function sortable(head, key) {
	const button = el("button", { type: "button", title: words.sort });

	button.append(...head.childNodes);
	head.append(button);
	button.addEventListener("click", function () { sortBy(head, key); });
}

/* ---- search ---- */

function searchable(keysOf) {
	const input = document.getElementById("search");
	const shown = document.getElementById("shown");
	const folded = lines.map(function (line) {
		return keysOf(line).map(fold);
	});
	const look = function () {
		const wanted = fold(input.value.trim());
		let n = 0;

		lines.forEach(function (line, i) {
			const hit = folded[i].some(function (k) {
				return k.includes(wanted);
			});

			line.hidden = !hit;
			n += hit;
		});
		shown.textContent = put(words.shown,
			{ n: n, of: lines.length });
	};

	document.getElementById("finding").hidden = false;
	document.getElementById("finding").addEventListener("submit",
		function (event) {
			const first = lines.find(function (l) { return !l.hidden; });

			/* Enter opens the first that is shown */
			event.preventDefault();
			if (first && first.id && input.value.trim())
				openCard(first.id);
		});
	input.addEventListener("input", look);
	look();
}

/* ---- the ranking ---- */

/* The line of past ranks stands behind the change. */
function addCourses() {
	const head = el("th", {
		scope: "col", class: "course", "data-key": "course",
		title: words.history_sort,
	}, words.history);

	table.tHead.querySelector("[data-key=delta]").after(head);
	for (const line of lines)
		line.querySelector(".change").after(el("td",
			{ class: "course" }, course(areaOf.get(line.id))));
}

function addBars() {
	for (const line of lines)
		line.querySelectorAll(".pillar").forEach(function (cell, i) {
			const value = areaOf.get(line.id).values[i];

			if (value !== null)
				cell.append(svg("svg", {
					width: 64, height: 5,
					"aria-hidden": "true",
				}, ...bar(i, value, 64, 5)));
		});
}

function liveRanking() {
	if (editions.length > 1)
		addCourses();
	addBars();
	for (const head of table.tHead.rows[0].cells) {
		const key = keys[head.dataset.key];
		const at = Number(head.dataset.at || 0);

		sortable(head, function (line) {
			return key(areaOf.get(line.id), at);
		});
	}
	table.tHead.querySelector("[data-key=rank]")
		.setAttribute("aria-sort", "ascending");
	searchable(function (line) {
		const a = areaOf.get(line.id);

		return [a.name, a.english || "", a.others || "", a.area];
	});
	table.classList.add("live");
	document.getElementById("choose").hidden = false;
	body.addEventListener("click", function (event) {
		const line = event.target.closest("tr");

		if (line && !event.target.closest("a") && !String(getSelection()))
			openCard(line.id);
	});
}

/* ---- a dataset without an overall score ---- */

function liveIndicators() {
	Array.from(table.tHead.rows[0].cells).forEach(function (head, i) {
		sortable(head, function (line) {
			const text = line.cells[i].textContent;

			return text === "" ? null
				: head.classList.contains("n") ? Number(text) : text;
		});
	});
	searchable(function (line) {
		return [line.cells[0].textContent, line.cells[1].textContent];
	});
}
