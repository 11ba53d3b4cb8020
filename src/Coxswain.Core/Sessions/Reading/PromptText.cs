namespace Coxswain.Core.Sessions.Reading;

/// <summary>What is kept of a prompt: its length, its slash command, and its text only where that is switched on.</summary>
internal struct PromptText(bool keepText)
{
    /// <summary>Names stand in the first bytes: <c>&lt;command-name&gt;/compact&lt;/command-name&gt;</c>, in newer files after a <c>&lt;command-message&gt;</c>.</summary>
    private const int HeadLength = 1024;

    public bool IsToolResult { get; set; }

    /// <summary>Output of a command run by the client itself, written as if the user had said it.</summary>
    public bool IsLocalOutput { get; private set; }

    /// <summary>Not said by anybody: the client notes that the user interrupted what it did. <c>[Request interrupted by user]</c>, or <c>… for tool use]</c> (2.1.332).</summary>
    public bool IsInterrupt { get; private set; }

    public int LengthChars { get; private set; }

    public string? Text { get; private set; }

    public string Command { get; private set; } = "";

    public readonly bool HasText => LengthChars > 0;

    public void Add(ReadOnlySpan<byte> json, JsonSlice text)
    {
        if (!text.IsString)
        {
            return;
        }

        var raw = text.Of(json);
        if (LengthChars == 0)
        {
            ReadHead(JsonText.Decode(Head(raw), text.IsEscaped));
        }

        LengthChars += JsonText.LengthChars(raw, text.IsEscaped);
        Text = keepText ? Text + JsonText.Decode(raw, text.IsEscaped) : null;
    }

    private void ReadHead(string head)
    {
        IsLocalOutput = head.StartsWith("<local-command-", StringComparison.Ordinal);
        IsInterrupt = head.StartsWith("[Request interrupted by user", StringComparison.Ordinal);
        const string Open = "<command-name>";
        var start = head.StartsWith("<command-", StringComparison.Ordinal) ? head.IndexOf(Open, StringComparison.Ordinal) : -1;
        var end = start < 0 ? -1 : head.IndexOf('<', start + Open.Length);
        if (end > start)
        {
            Command = head[(start + Open.Length)..end].Trim();
        }
    }

    /// <summary>Cut so that no escape sequence is split.</summary>
    private static ReadOnlySpan<byte> Head(ReadOnlySpan<byte> raw)
    {
        if (raw.Length <= HeadLength)
        {
            return raw;
        }

        var position = 0;
        while (position < HeadLength)
        {
            var step = raw[position..].IndexOf((byte)'\\');
            if (step < 0 || position + step >= HeadLength)
            {
                return raw[..HeadLength];
            }

            position += step + (raw[position + step + 1] == (byte)'u' ? 6 : 2);
        }

        return raw[..position];
    }
}
