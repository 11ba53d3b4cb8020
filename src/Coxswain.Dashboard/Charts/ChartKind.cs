namespace Coxswain.Dashboard.Charts;

/// <summary>How a series is drawn.</summary>
public enum ChartKind
{
    /// <summary>From 0; several of one chart stand on each other.</summary>
    Bar,

    Line,
}
