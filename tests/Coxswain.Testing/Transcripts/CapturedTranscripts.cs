namespace Coxswain.Testing.Transcripts;

/// <summary>Transcripts the real client 2.1.330 wrote against a scripted upstream; long texts elided, attachment lines removed.</summary>
public static class CapturedTranscripts
{
    public static string Folder(string capture) => Path.Combine(AppContext.BaseDirectory, "Transcripts", "Captured", capture);

    public static IReadOnlyList<string> Files(string capture) =>
        [.. Directory.EnumerateFiles(Folder(capture), "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> AllFiles() =>
        [.. Directory.EnumerateFiles(Folder(""), "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
