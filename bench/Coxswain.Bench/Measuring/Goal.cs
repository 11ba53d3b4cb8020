using System.Globalization;

namespace Coxswain.Bench.Measuring;

/// <param name="AtLeast">True: larger is better. False: at most <paramref name="Value"/>.</param>
internal sealed record Goal(double Value, bool AtLeast)
{
    public static Goal Min(double value) => new(value, true);

    public static Goal Max(double value) => new(value, false);

    public override string ToString() => (AtLeast ? "≥ " : "≤ ") + Value.ToString("#,0.###", CultureInfo.InvariantCulture);
}
