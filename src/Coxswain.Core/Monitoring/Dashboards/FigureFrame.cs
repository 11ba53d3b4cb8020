using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>What figures of one question have in common.</summary>
internal sealed record FigureFrame(DateTimeOffset? From, DateTimeOffset To, DateTimeOffset AsOf)
{
    public Figure Known(string unit, decimal value, long n, string of, string source) => new(unit, value, "", n, of, From, To, source, AsOf);

    public Figure Unknown(string unit, string why, string of, string source) => new(unit, null, why, 0, of, From, To, source, AsOf);

    /// <param name="cost"><see langword="null"/>: of none is known what it cost.</param>
    /// <param name="unknown">Requests without a known cost: more was spent.</param>
    public Figure Cost(string unit, decimal? cost, long n, long unknown, string of, string source) => cost is { } usd
        ? Known(unit, usd, n, unknown == 0 ? of : $"{of}, {unknown} of them without a known cost, so that more was spent", source)
        : Unknown(unit, n == 0 ? "No request is stored of this time." : "Of no request is known what it cost.", of, source) with { N = n };

    public Figure Part(Proportion part, string of, string source, string why)
    {
        ArgumentNullException.ThrowIfNull(part);
        return part is { Rate: { } rate, Low: { } low, High: { } high }
            ? Known("part", Rounded(rate), part.Of, of, source) with { Low = Rounded(low), High = Rounded(high) }
            : Unknown("part", why, of, source);
    }

    private static decimal Rounded(double part) => Math.Round((decimal)part, 6);
}
