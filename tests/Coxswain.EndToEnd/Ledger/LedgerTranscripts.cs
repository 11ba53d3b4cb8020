using System.Globalization;

namespace Coxswain.EndToEnd.Ledger;

/// <summary>Transcripts of four sessions in a home, each request different from all others.</summary>
internal static class LedgerTranscripts
{
    public const int Requests = Files * RequestsPerFile;
    private const int Files = 4;
    private const int RequestsPerFile = 25;

    /// <param name="day">Of all requests.</param>
    public static async Task WriteAsync(string home, DateTimeOffset day, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(home, ".claude", "projects", "-p")).FullName;
        for (var file = 0; file < Files; file++)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"5ec4e700-0000-4000-8000-00000000000{file}.jsonl"), Transcript(file, day), cancellationToken);
        }
    }

    /// <summary>To the first file, a line of a type nobody knows.</summary>
    public static Task AppendUnknownLineAsync(string home, CancellationToken cancellationToken) => File.AppendAllTextAsync(
        Path.Combine(home, ".claude", "projects", "-p", "5ec4e700-0000-4000-8000-000000000000.jsonl"),
        """{"type":"moon","timestamp":"2026-11-22T10:00:00.000Z","sessionId":"5ec4e700-0000-4000-8000-000000000000"}""" + "\n", cancellationToken);

    private static string Transcript(int file, DateTimeOffset day) => string.Concat(Enumerable.Range(0, RequestsPerFile).Select(number => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""
        {"type":"assistant","timestamp":"{{{day:yyyy-MM-dd}}}T10:00:{{{number:00}}}.000Z","uuid":"00000000-0000-4000-8000-0000{{{file:0000}}}{{{number:0000}}}","sessionId":"5ec4e700-0000-4000-8000-00000000000{{{file}}}","requestId":"req_{{{file}}}_{{{number}}}","cwd":"/home/dev/shop","version":"2.1.0","message":{"id":"msg_{{{file}}}_{{{number}}}","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[{"type":"text","text":"hi"}],"stop_reason":"end_turn","usage":{"input_tokens":10,"output_tokens":20,"cache_creation_input_tokens":0,"cache_read_input_tokens":0} } }

        """)));
}
