using System.Diagnostics;
using Coxswain.Testing.Processes;

namespace Coxswain.EndToEnd.Engine;

/// <summary><c>cox sql</c> as a user runs it, with no daemon up: it hosts server and engine for its own duration.</summary>
public sealed class SqlCommandTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    [Fact]
    public async Task Answers_go_to_stdout_in_the_format_asked_for()
    {
        var table = await RunAsync("", "sql", "SELECT number AS n, 'x' AS text FROM numbers(5)", "--max-rows", "2");
        var json = await RunAsync("SELECT {v:String} AS v", "sql", "--json", "--param", "v=a b");
        var csv = await RunAsync("", "sql", "SELECT 1 AS a FORMAT CSVWithNames");
        var once = await RunAsync("", "sql", "SELECT getSetting('final')", "--format", "TSV");
        var stored = await RunAsync("", "sql", "SELECT getSetting('final')", "--format", "TSV", "--as-stored");

        Assert.Equal((0, "n text 0 x 1 x"), (table.Code, string.Join(' ', table.Output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))));
        Assert.Contains("more than 2 rows", table.Errors, StringComparison.Ordinal);
        Assert.Contains("\"v\": \"a b\"", json.Output, StringComparison.Ordinal);
        Assert.Equal("\"a\"\n1\n", csv.Output);
        Assert.Equal(("true\n", "false\n"), (once.Output, stored.Output));
    }

    [Fact]
    public async Task Refusals_are_clickhouse_words_on_stderr_and_an_exit_code()
    {
        var unknown = await RunAsync("", "sql", "SELECT * FROM nowhere");
        var writing = await RunAsync("", "sql", "DROP TABLE otel.otel_logs");

        Assert.Equal((4, ""), (unknown.Code, unknown.Output));
        Assert.Contains("UNKNOWN_TABLE", unknown.Errors, StringComparison.Ordinal);
        Assert.Equal(1, writing.Code);
        Assert.Contains("READONLY", writing.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _home.Dispose();

    private async Task<(int Code, string Output, string Errors)> RunAsync(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "cox"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment["COX_HOME"] = _home.Path;
        start.Environment["HOME"] = _home.Path;
        start.Environment["NO_COLOR"] = "1";
        using var cox = Process.Start(start) ?? throw new InvalidOperationException("cox does not start.");
        await cox.StandardInput.WriteAsync(input);
        cox.StandardInput.Close();
        var texts = await Task.WhenAll(
            cox.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), cox.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await cox.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (cox.ExitCode, texts[0], texts[1]);
    }
}
