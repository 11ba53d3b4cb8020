using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Coxswain.Cli.Output;

/// <summary>Data goes to stdout, talk to stderr.</summary>
internal sealed class CommandOutput(TextWriter data, TextWriter talk, bool json, TerminalShape shape)
{
    /// <summary>As the API writes: camelCase; indented for people.</summary>
    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public const string MadeUpLabel = "MADE-UP DATA (cox demo): nothing below is real.";

    private bool _isLabelDue;
    private bool _isPartOpen;

    public bool Json { get; } = json;

    /// <summary>The data folder is a demo's: every report says so, JSON in its member <c>madeUp</c>.</summary>
    public bool IsMadeUp { get; private set; }

    public TerminalShape Shape { get; } = shape;

    public static CommandOutput ForTerminal(bool json)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var data = new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = true };
        var talk = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true };
        return new CommandOutput(data, TextWriter.Synchronized(talk), json, TerminalShape.Detect());
    }

    /// <summary>One line of talk on stderr, broken at words where the terminal is narrower.</summary>
    public void Say(string line) => Talk(LineWrap.Fit(TerminalText.Clean(line, keepLineBreaks: true), Shape.TalkWidth));

    /// <summary>The same, never broken: a line of the log.</summary>
    public void SayWhole(string line) => Talk(TerminalText.Clean(line, keepLineBreaks: true));

    /// <summary>One line of data on stdout, broken at words where the terminal is narrower, and cut where it is longer than anybody reads.</summary>
    public void WriteLine(string line)
    {
        WriteLabel();
        data.WriteLine(LineWrap.Fit(TerminalText.Clean(TerminalText.Cut(line, TerminalText.LongestLine)), Shape.Width));
    }

    /// <summary>What cannot be said is not worth ending for: the disk of a log may be full, and a terminal gone, while the work goes on.</summary>
    private void Talk(string text)
    {
        try
        {
            talk.WriteLine(text);
        }
        catch (IOException)
        {
            // Nobody is left to tell.
        }
    }

    /// <summary>A part of a text on stdout, as it comes.</summary>
    public void WritePart(string text)
    {
        WriteLabel();
        data.Write(TerminalText.Clean(text, keepLineBreaks: true));
        _isPartOpen = !text.EndsWith('\n');
    }

    /// <summary>Ends the line that parts were written on.</summary>
    public void EndPart()
    {
        if (_isPartOpen)
        {
            data.WriteLine();
            _isPartOpen = false;
        }
    }

    /// <summary>The same, never broken: what a program reads as one line.</summary>
    public void WriteWhole(string line)
    {
        WriteLabel();
        data.WriteLine(TerminalText.Clean(line));
    }

    public void WriteJson<T>(T value) => data.WriteLine(TerminalText.Escape(
        IsMadeUp ? MadeUpJson.Label(JsonSerializer.SerializeToNode(value, JsonOptions)).ToJsonString(JsonOptions) : JsonSerializer.Serialize(value, JsonOptions)));

    public void LabelMadeUp() => IsMadeUp = _isLabelDue = true;

    /// <summary>Bytes as they are when a program will read them; on a terminal as inert lines.</summary>
    public async Task<T> WriteBytesAsync<T>(Func<Stream, Task<T>> write, CancellationToken cancellationToken)
    {
        if (_isLabelDue)
        {
            // Not among the bytes a program will read.
            _isLabelDue = false;
            Say(MadeUpLabel);
        }

        await data.FlushAsync(cancellationToken);

        // On a terminal a person looks, not a program: what came from outside must not act on it.
        await using Stream stdout = Console.IsOutputRedirected ? Console.OpenStandardOutput() : new InertStream(data);
        return await write(stdout);
    }

    /// <summary>A table on stdout; the columns it has no room for are named on stderr.</summary>
    public void WriteTable(TableView table)
    {
        WriteLabel();
        var (shown, leftOut) = TableFit.Fit(table.Cut(), Shape.Width);
        TableWriter.Write(shown, data, Shape);
        if (leftOut.Count > 0)
        {
            Say($"Left out at this width: {string.Join(", ", leftOut)}. --json has everything.");
        }
    }

    private void WriteLabel()
    {
        if (_isLabelDue)
        {
            _isLabelDue = false;
            data.WriteLine(LineWrap.Fit(MadeUpLabel, Shape.Width));
        }
    }
}
