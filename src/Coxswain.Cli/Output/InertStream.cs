using System.Text;
using Coxswain.Core.Kernel;

namespace Coxswain.Cli.Output;

/// <summary>Takes UTF-8 text and writes it line by line so that it is inert on a terminal; tabs become blanks. The rest of a last line comes with disposal.</summary>
internal sealed class InertStream(TextWriter writer) : WriteOnlyStream
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _line = new();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var text = new char[Encoding.UTF8.GetMaxCharCount(buffer.Length)];
        Take(text.AsSpan(0, _decoder.GetChars(buffer, text, flush: false)));
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush() => writer.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing && _line.Length > 0)
        {
            writer.Write(TerminalText.Clean(_line.ToString()));
            _line.Clear();
            writer.Flush();
        }

        base.Dispose(disposing);
    }

    private void Take(ReadOnlySpan<char> text)
    {
        for (var end = text.IndexOf('\n'); end >= 0; end = text.IndexOf('\n'))
        {
            _line.Append(text[..end]);
            writer.Write(TerminalText.Clean(_line.ToString().TrimEnd('\r')));
            writer.Write('\n');
            _line.Clear();
            text = text[(end + 1)..];
        }

        _line.Append(text);
    }
}
