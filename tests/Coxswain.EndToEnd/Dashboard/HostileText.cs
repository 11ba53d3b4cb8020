using System.Globalization;

namespace Coxswain.EndToEnd.Dashboard;

/// <summary>Table B8: texts a transcript or an event can carry in place of a title, a folder, a tool or a model.</summary>
/// <param name="Session">Which they come in.</param>
/// <param name="Shown">A part of it that pages show as it is.</param>
public sealed record HostileText(string Session, string Text, string Shown)
{
    private const int KeptOfModels = 60;

    private const string Markup = "\"'><script>hurt=1</script><img class=hurt src=x onerror=hurt=1><!--";
    private const string Template = "{{7*7}}${7*7}</textarea></title></style>\" autofocus onfocus=hurt=1 x=\"";
    private const string Direction = "\u202Egpj.stluser\u2066\u200B\u202Dinvoice";

    public static IReadOnlyList<HostileText> All { get; } =
    [
        new(Id(1), Markup, Markup),
        new(Id(2), Template, Template),
        new(Id(3), Direction, Direction),
        new(Id(4), "nul\0 escape\u001b[2J\u001b]0;x\u0007 surrogate\ud800 end", "escape"),
        new(Id(5), "=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        new(Id(6), "w" + new string('x', 1_000_000), "wxxxxxxxxxx"),
    ];

    /// <summary>A part of it as the name of a model: those are kept in small letters and without what is before a slash.</summary>
    public string ShownAsModel => Shown[(Shown.LastIndexOf('/') + 1)..].ToLowerInvariant() is var name && name.Length > KeptOfModels ? name[..KeptOfModels] : name;

    /// <summary>A transcript of today that has it everywhere.</summary>
    public string Transcript(DateTimeOffset at)
    {
        var text = Json(Text);
        var time = at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return $$"""
            {"type":"user","timestamp":"{{time}}","uuid":"a-{{Session}}","sessionId":"{{Session}}","cwd":"/home/dev/{{text}}","gitBranch":"{{text}}","version":"2.1.330","message":{"role":"user","content":"{{text}}"} }
            {"type":"assistant","timestamp":"{{time}}","uuid":"b-{{Session}}","sessionId":"{{Session}}","requestId":"req_t_{{Session}}","cwd":"/home/dev/{{text}}","gitBranch":"{{text}}","version":"2.1.330","message":{"id":"msg_{{Session}}","type":"message","role":"assistant","model":"{{text}}","content":[{"type":"tool_use","id":"toolu_t_{{Session}}","name":"{{text}}","input":{"file_path":"/{{text}}"} }],"stop_reason":"tool_use","usage":{"input_tokens":10,"output_tokens":20,"cache_creation_input_tokens":0,"cache_read_input_tokens":0} } }
            {"type":"custom-title","customTitle":"{{text}}","sessionId":"{{Session}}"}

            """;
    }

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"bad00000-0000-4000-8000-{number:000000000000}");

    // Escaped in full, so that also what no encoder would write arrives.
    private static string Json(string text) => string.Concat(text.Select(static sign => char.IsAsciiLetterOrDigit(sign) ? sign.ToString() : $"\\u{(int)sign:x4}"));
}
