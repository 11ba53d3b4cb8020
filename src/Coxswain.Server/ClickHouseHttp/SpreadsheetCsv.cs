using Coxswain.Core.Kernel;

namespace Coxswain.Server.ClickHouseHttp;

/// <summary>
/// ClickHouse's CSV on its way to a spreadsheet, which would work out a cell that begins like a formula, whoever wrote it: such a text gets an apostrophe before it, as
/// OWASP advises against CSV injection. ClickHouse quotes every text and no number, so that numbers stay numbers, negative ones too.
/// </summary>
internal sealed class SpreadsheetCsv(Stream output) : WriteOnlyStream
{
    private const byte Quote = (byte)'"';

    /// <summary>Full-width =, +, - and @ behind their first byte: some spreadsheets take them for the others.</summary>
    private static readonly byte[][] FullWidth = [[0xEF, 0xBC, 0x9D], [0xEF, 0xBC, 0x8B], [0xEF, 0xBC, 0x8D], [0xEF, 0xBC, 0xA0]];

    private readonly List<byte> _held = [];
    private Place _place = Place.CellStart;

    private enum Place
    {
        CellStart,
        Bare,

        /// <summary>Behind a text's first quote: what comes next tells whether it begins like a formula.</summary>
        TextStart,
        Text,

        /// <summary>Behind a quote in a text: its end, or the first of two that stand for one.</summary>
        TextQuote,
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => await output.WriteAsync(Disarm(buffer.Span), cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => output.Write(Disarm(buffer.AsSpan(offset, count)));

    public override Task FlushAsync(CancellationToken cancellationToken) => output.FlushAsync(cancellationToken);

    public override void Flush() => output.Flush();

    private byte[] Disarm(ReadOnlySpan<byte> piece)
    {
        var safe = new List<byte>(piece.Length + 64);
        foreach (var one in piece)
        {
            if (_place == Place.TextStart)
            {
                TakeStart(one, safe);
                continue;
            }

            safe.Add(one);
            _place = Next(one);
        }

        return [.. safe];
    }

    /// <summary>Bytes that may be the first of a full-width character are held until it is known: three at most, of a text whose end comes after them.</summary>
    private void TakeStart(byte one, List<byte> safe)
    {
        _held.Add(one);
        if (_held.Count < FullWidth[0].Length && Array.Exists(FullWidth, sign => sign.AsSpan().StartsWith([.. _held])))
        {
            return;
        }

        if (_held is [(byte)'=' or (byte)'+' or (byte)'-' or (byte)'@' or (byte)'\t' or (byte)'\r' or (byte)'\n'] || Array.Exists(FullWidth, sign => sign.AsSpan().SequenceEqual([.. _held])))
        {
            safe.Add((byte)'\'');
        }

        safe.AddRange(_held);
        _held.Clear();
        _place = one == Quote ? Place.TextQuote : Place.Text;
    }

    private Place Next(byte one) => (_place, one) switch
    {
        (Place.CellStart, Quote) => Place.TextStart,
        (Place.Text, Quote) => Place.TextQuote,
        (Place.Text, _) => Place.Text,
        (Place.TextQuote, Quote) => Place.Text,
        (_, (byte)',' or (byte)'\n') => Place.CellStart,
        _ => Place.Bare,
    };
}
