using System.Diagnostics;

namespace Coxswain.Bench.Gateway;

/// <summary>Compares a body with the expected one as it arrives. The default one takes anything.</summary>
/// <param name="arrivals">When each mark was reached; one place for each, or empty.</param>
internal ref struct BodyCheck(ExpectedAnswer expected, Span<long> arrivals)
{
    private readonly ExpectedAnswer? _expected = expected;
    private readonly Span<long> _arrivals = arrivals;
    private int _position;
    private int _mark;

    public readonly bool IsWhole => _expected is null || _position == _expected.Body.Length;

    public bool Take(ReadOnlySpan<byte> piece)
    {
        if (_expected is null)
        {
            return true;
        }

        var rest = _expected.Body.AsSpan(_position);
        if (!rest.StartsWith(piece))
        {
            return false;
        }

        _position += piece.Length;
        while (_mark < _arrivals.Length && _position >= _expected.Marks[_mark])
        {
            _arrivals[_mark++] = Stopwatch.GetTimestamp();
        }

        return true;
    }
}
