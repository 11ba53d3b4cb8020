using System.Globalization;
using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery.Analysis;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Tools;

/// <summary>Means, differences and rates as these pages write them.</summary>
internal static class WorkFormat
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string Steps(IReadOnlyList<string> steps) => string.Join(" → ", steps.Select(static step => Format.Cut(step, 40)));

    public static string Percent(double part) => (part * 100).ToString("0", Culture) + " %";

    public static string Rate(Proportion part) => part.Rate is { } rate ? Percent(rate) : "unknown";

    /// <summary>With from how many.</summary>
    public static string Interval(Proportion part) => part is { Low: { } low, High: { } high } ? $"{Percent(low)}–{Percent(high)}, n {Format.Count(part.Of)}" : "";

    public static string Money(MeanEstimate mean) => mean.Mean is { } usd ? Format.Money((decimal)usd) : "unknown";

    public static string Time(MeanEstimate mean) => mean.Mean is { } seconds ? Format.Duration(TimeSpan.FromSeconds(seconds)) : "unknown";

    public static string Time(double seconds) => Format.Duration(TimeSpan.FromSeconds(seconds));

    public static string Number(MeanEstimate mean) => mean.Mean is { } number ? number.ToString("0.0", Culture) : "unknown";

    public static string Milliseconds(long? time) => time is { } known ? Format.Duration(TimeSpan.FromMilliseconds(known)) : "unknown";

    /// <summary>With its interval.</summary>
    public static string Money(MeanDifference? difference) => difference is null
        ? "unknown"
        : $"{Signed(difference.Difference)} ({Signed(difference.Low)} to {Signed(difference.High)})";

    public static string Number(MeanDifference? difference) => difference is null
        ? "unknown"
        : $"{Whole(difference.Difference)} ({Whole(difference.Low)} to {Whole(difference.High)})";

    public static string Points(MeanDifference difference)
        => $"{(difference.Difference * 100).ToString("+0;−0;0", Culture)} points ({(difference.Low * 100).ToString("+0;−0;0", Culture)} to {(difference.High * 100).ToString("+0;−0;0", Culture)})";

    private static string Signed(double usd) => (usd > 0 ? "+" : "") + Format.Money((decimal)usd);

    private static string Whole(double value) => value.ToString("+0.0;−0.0;0", Culture);
}
