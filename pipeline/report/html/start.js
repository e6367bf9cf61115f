/* What the page does once it is there. */
if (data.areas) {
	liveRanking();
	liveChart();
	liveCards();
} else {
	liveIndicators();
}
