namespace Coxswain.Dashboard.Charts;

/// <summary>Of the figures of a chart.</summary>
public enum ChartUnit
{
    Count,
    Usd,
    Tokens,
}
