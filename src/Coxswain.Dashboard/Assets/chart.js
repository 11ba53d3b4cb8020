// Draws <cox-chart> again with exact values under the pointer. Without it the drawing inside stays.
const dark = matchMedia("(prefers-color-scheme: dark)");
let library;

function load() {
  library ??= import("./echarts.simple.min.js").then(() => globalThis.echarts);
  return library;
}

function money(usd) {
  const amount = Math.abs(usd);
  const text = amount > 0 && amount < 0.00005 ? "<$0.0001" : "$" + amount.toLocaleString("en-US", amount > 0 && amount < 0.1 ? { minimumFractionDigits: 4, maximumFractionDigits: 4 } : { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return (usd < 0 ? "−" : "") + text;
}

const units = {
  usd: money,
  tokens: (value) => Math.round(value).toLocaleString("en-US"),
  count: (value) => value.toLocaleString("en-US", { maximumFractionDigits: 2 }),
};

function option(chart, colour) {
  const tell = units[chart.unit] ?? units.count;
  const palette = [1, 2, 3, 4, 5, 6].map((place) => colour(`--s${place}`));
  const series = chart.series.map((one, place) => {
    const paint = palette[place % 6];
    if (one.kind === "bar") {
      return { name: one.name, type: "bar", stack: "bars", data: one.values, itemStyle: { color: paint }, barCategoryGap: "12%" };
    }
    return { name: one.name, type: "line", data: one.values, symbol: one.values.length > 40 ? "none" : "circle", symbolSize: 4, lineStyle: { color: paint, width: 1.5 }, itemStyle: { color: paint }, connectNulls: false };
  });
  if (chart.limit !== null) {
    series.push({ name: chart.limitName, type: "line", data: chart.categories.map(() => chart.limit), symbol: "none", lineStyle: { color: colour("--bad"), width: 1 }, itemStyle: { color: colour("--bad") }, silent: true });
  }
  const axis = { axisLine: { lineStyle: { color: colour("--line") } }, axisTick: { show: false }, axisLabel: { color: colour("--muted"), fontSize: 11 } };
  return {
    animation: false,
    grid: { left: 56, right: 8, top: 12, bottom: 24 },
    xAxis: { type: "category", data: chart.categories, ...axis },
    yAxis: { type: "value", min: 0, ...axis, splitNumber: 2, splitLine: { lineStyle: { color: colour("--line") } }, axisLabel: { ...axis.axisLabel, formatter: tell } },
    // Text, not HTML: names of projects and models are drawn as they are.
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      confine: true,
      backgroundColor: colour("--card"),
      borderColor: colour("--line"),
      textStyle: { color: colour("--text"), fontSize: 12 },
      formatter: (points) => {
        const at = points[0]?.dataIndex ?? 0;
        const lines = chart.series.filter((one) => one.values[at] !== null && one.values[at] !== undefined)
          .map((one) => `${one.name}: ${tell(one.values[at])}`);
        return [chart.categories[at], ...(lines.length > 0 ? lines : ["no data"])].map((line) => line.replace(/[{}|]/g, " ")).join("\n");
      },
    },
    series,
  };
}

class CoxChart extends HTMLElement {
  static observedAttributes = ["data-chart"];

  async connectedCallback() {
    const echarts = await load();
    if (!this.isConnected || this.drawing) {
      return;
    }
    const place = document.createElement("div");
    place.style.cssText = "flex: 1; min-height: 180px";
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", this.querySelector("svg")?.getAttribute("aria-label") ?? "");
    (this.shadowRoot ?? this.attachShadow({ mode: "open" })).replaceChildren(place);
    this.drawing = echarts.init(place);
    this.drawing.on("click", (point) => {
      const link = this.chart.links[point.dataIndex];
      if (link) {
        location.href = link;
      }
    });
    this.sizes = new ResizeObserver(() => this.drawing.resize());
    this.sizes.observe(this);
    dark.addEventListener("change", this.redraw);
    this.redraw();
  }

  disconnectedCallback() {
    dark.removeEventListener("change", this.redraw);
    this.sizes?.disconnect();
    this.drawing?.dispose();
    this.drawing = undefined;
  }

  attributeChangedCallback() {
    this.redraw();
  }

  redraw = () => {
    if (this.drawing) {
      this.chart = JSON.parse(this.dataset.chart);
      const style = getComputedStyle(this);
      this.drawing.setOption(option(this.chart, (name) => style.getPropertyValue(name).trim()), { notMerge: true });
    }
  };
}

customElements.define("cox-chart", CoxChart);
