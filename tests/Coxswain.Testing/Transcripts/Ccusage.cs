using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Coxswain.Testing.Transcripts;

/// <summary>Runs ccusage 20.0.24, the oracle for totals: from <c>tests/npm</c> (a development dependency) or from <c>COX_CCUSAGE</c>.</summary>
public static class Ccusage
{
    /// <summary>What <c>ccusage claude daily --offline --json</c> says about a configuration folder, in UTC days.</summary>
    public static async Task<JsonElement> DailyAsync(string configurationFolder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("node", [Find(), "claude", "daily", "--offline", "--json", "--timezone", "UTC"]) { RedirectStandardOutput = true };
        start.Environment["HOME"] = configurationFolder;
        start.Environment["CLAUDE_CONFIG_DIR"] = configurationFolder;
        start.Environment["TZ"] = "UTC";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("node does not start.");
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return JsonDocument.Parse(output).RootElement;
    }

    public static decimal Exact(JsonElement number) => decimal.Parse(number.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Find()
    {
        var script = Environment.GetEnvironmentVariable("COX_CCUSAGE") is { Length: > 0 } given
            ? given
            : RepositoryRoot.Combine("tests", "npm", "node_modules", ".bin", "ccusage");
        return File.Exists(script)
            ? script
            : throw new FileNotFoundException($"ccusage is not there: {script}. Run `npm ci` in tests/npm (./test does), or name it with COX_CCUSAGE.");
    }
}
