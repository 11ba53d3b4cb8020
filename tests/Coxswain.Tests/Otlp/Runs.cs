namespace Coxswain.Tests.Otlp;

/// <summary>How often generated cases run: a few thousand for every change, a million with <c>COX_FULL=1</c>.</summary>
internal static class Runs
{
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("COX_FULL") == "1";

    public static int Of(int quick, int full) => IsFull ? full : quick;
}
