using Coxswain.Core.Monitoring.Timeouts;
using Coxswain.Core.Recovery.Analysis;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Errors;

/// <summary>Rates and chances as the pages write them.</summary>
internal static class RateFormat
{
    /// <summary>Two figures: a small rate is not written as none, nor a large one as all.</summary>
    public static string Percent(double part) => part switch
    {
        0 => "0 %",
        < 0.001 => "<0.1 %",
        > 0.995 and < 1 => ">99.5 %",
        _ => (part * 100).ToString(part < 0.1 ? "0.0" : "0", System.Globalization.CultureInfo.InvariantCulture) + " %",
    };

    /// <summary>Of none <c>unknown</c>.</summary>
    public static string Rate(Proportion part) => part.Rate is { } rate ? Percent(rate) : "unknown";

    public static string Interval(Proportion part) => part is { Low: { } low, High: { } high } ? $"{Percent(low)}–{Percent(high)}" : "";

    public static string Of(Proportion part) => part.Of == 0 ? "–" : $"{Format.Count(part.Count)} of {Format.Count(part.Of)}";

    /// <summary>The score of chances, that of always saying the usual rate, and how much of it the chances take away.</summary>
    public static string Skill(Calibration known)
        => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Brier score {known.Brier:0.0000}, {known.BrierOfRate:0.0000} by the usual rate, skill {(known.Skill is { } skill ? skill.ToString("0.00;−0.00", System.Globalization.CultureInfo.InvariantCulture) : "unknown")}");

    public static string Chance(PassChance? chance) => chance is null ? "unknown" : Percent(chance.Chance);

    /// <summary>The interval, and from how many of what.</summary>
    public static string Basis(PassChance? chance) => chance is null ? "" : $"{Percent(chance.Low)}–{Percent(chance.High)}, n {Format.Count(chance.Of)}" + chance.Like switch
    {
        LikeCalls.Model => " of any size",
        LikeCalls.Size => " of any model",
        LikeCalls.All => " of all calls",
        _ => "",
    };

    public static string Word(string name) => name.Replace('_', ' ');
}
