using Coxswain.Bench.Measuring;

namespace Coxswain.Bench.Gateway;

/// <summary>A gateway before the mock upstream, or the upstream itself.</summary>
/// <param name="Headers">What it needs besides those of the Messages API, each with its line end.</param>
/// <param name="Meter"><see langword="null"/> for the upstream itself.</param>
internal sealed record GatewayArm(string Name, int Port, string Headers, ProcessMeter? Meter)
{
    public const string Direct = "direct";
    public const string Coxswain = "Coxswain";
    public const string Portkey = "Portkey";
    public const string Router = "claude-code-router";
    public const string Ccflare = "better-ccflare";
    public const string HaProxy = "HAProxy with default settings";
}
