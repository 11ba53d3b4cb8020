using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Coxswain.Bench.Measuring;

/// <summary>The figures of one run: a Markdown table for people and <c>docs/evidence.md</c>, and the same as JSON.</summary>
internal sealed record BenchReport(string Name, string Setting, IReadOnlyList<Figure> Figures)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public bool AllMet => Figures.All(figure => figure.IsMet);

    public async Task WriteAsync(string folder, TextWriter output)
    {
        var at = TimeProvider.System.GetUtcNow();
        var machine = $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, .NET {Environment.Version}";
        await output.WriteLineAsync($"### {Name} ({at:yyyy-MM-dd HH:mm} UTC; {machine})\n\n{Setting}\n");
        await output.WriteLineAsync("| quantity | median | 95 % interval | n | goal | met |\n|---|---:|---:|---:|---:|---|");
        foreach (var figure in Figures)
        {
            var met = figure.Goal is null ? "" : figure.IsMet ? "yes" : "**no**";
            await output.WriteLineAsync(
                $"| {figure.Name} ({figure.Unit}) | {Number(figure.Median)} | {Number(figure.Low)} – {Number(figure.High)} | {figure.Samples} | {figure.Goal} | {met} |");
        }

        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"{Name.Split(' ')[0]}-{at:yyyyMMdd-HHmmss}.json");
        await using var stream = File.Create(file);
        var figures = Figures.Select(f => new { f.Name, f.Unit, f.Median, f.Low, f.High, f.Samples, Goal = f.Goal?.Value, f.Goal?.AtLeast, Met = f.IsMet });
        await JsonSerializer.SerializeAsync(stream, new { Name, At = at, Machine = machine, Setting, Figures = figures }, Indented);
        await output.WriteLineAsync($"\n{file}");
    }

    private static string Number(double value) =>
        value.ToString(Math.Abs(value) >= 1000 ? "#,0" : Math.Abs(value) >= 10 ? "0.0" : "0.000", CultureInfo.InvariantCulture);
}
