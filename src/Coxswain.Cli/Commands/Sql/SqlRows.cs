using System.Text;

namespace Coxswain.Cli.Commands.Sql;

/// <summary>
/// Copies a result to its reader without the block ClickHouse ends it with when the query failed after its first rows:
/// <c>\r\n__exception__\r\n&lt;tag&gt;\r\nCode: …\n&lt;length&gt; &lt;tag&gt;\r\n__exception__\r\n</c>.
/// </summary>
/// <param name="tag">From the header <c>X-ClickHouse-Exception-Tag</c>; random for each answer, so no row can carry it.</param>
/// <param name="firstMembers">Written behind the first brace of a JSON document.</param>
internal sealed class SqlRows(Stream source, string? tag, byte[]? firstMembers = null)
{
    private const int PieceBytes = 64 * 1024;
    private const int LargestBlockBytes = 256 * 1024;

    private readonly byte[] _mark = tag is { Length: > 0 } ? Encoding.ASCII.GetBytes($"\r\n__exception__\r\n{tag}\r\n") : [];
    private byte[]? _firstMembers = firstMembers;

    /// <returns>Null when the result is whole, else ClickHouse's message, or why the transfer ended.</returns>
    public async Task<string?> CopyAsync(Stream output, CancellationToken cancellationToken)
    {
        var held = new byte[PieceBytes + _mark.Length];
        var length = 0;
        while (true)
        {
            var read = await ReadAsync(held.AsMemory(length, PieceBytes), cancellationToken);
            length += Math.Max(0, read);
            var start = _mark.Length == 0 ? -1 : held.AsSpan(0, length).IndexOf(_mark);
            if (start >= 0)
            {
                await WriteAsync(output, held.AsMemory(0, start), cancellationToken);
                return await MessageAsync(held.AsMemory((start + _mark.Length)..length), cancellationToken);
            }

            var sure = read > 0 ? Math.Max(0, length - Math.Max(0, _mark.Length - 1)) : length;
            await WriteAsync(output, held.AsMemory(0, sure), cancellationToken);
            held.AsSpan(sure..length).CopyTo(held);
            length -= sure;
            if (read <= 0)
            {
                await output.FlushAsync(cancellationToken);
                return read == 0 ? null : "the connection broke off";
            }
        }
    }

    private async Task WriteAsync(Stream output, ReadOnlyMemory<byte> rows, CancellationToken cancellationToken)
    {
        if (_firstMembers is { } members && rows.Length > 0)
        {
            _firstMembers = null;
            if (rows.Span[0] == (byte)'{')
            {
                await output.WriteAsync(rows[..1], cancellationToken);
                await output.WriteAsync(members, cancellationToken);
                rows = rows[1..];
            }
        }

        await output.WriteAsync(rows, cancellationToken);
    }

    private async Task<string> MessageAsync(ReadOnlyMemory<byte> start, CancellationToken cancellationToken)
    {
        var text = new MemoryStream();
        await text.WriteAsync(start, cancellationToken);
        var piece = new byte[PieceBytes];
        while (text.Length < LargestBlockBytes && await ReadAsync(piece, cancellationToken) is > 0 and var read)
        {
            await text.WriteAsync(piece.AsMemory(0, read), cancellationToken);
        }

        var block = Encoding.UTF8.GetString(text.ToArray());
        var end = block.IndexOf($" {tag}\r\n", StringComparison.Ordinal);
        var message = end < 0 ? block : block[..Math.Max(0, block.LastIndexOf('\n', end))];
        return message.Trim();
    }

    /// <returns>-1 when the connection broke.</returns>
    private async Task<int> ReadAsync(Memory<byte> piece, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(piece, cancellationToken);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            return -1;
        }
    }
}
