using System.Net;
using Coxswain.Gateway.Forwarding;
using Coxswain.Server.Hosting;

namespace Coxswain.Server.Configuration;

/// <summary>Where the gateway's calls go: an address that is one, that is not Coxswain itself, and authorities that can be read.</summary>
internal static class UpstreamRules
{
    private static readonly string[] Listeners = ["server.gatewayAddress", "server.apiAddress", "server.otlpHttpAddress", "server.otlpGrpcAddress"];

    public static IEnumerable<SettingProblem> Check(IReadOnlyList<Setting> values)
    {
        var upstream = values.First(static setting => setting.Name == "gateway.upstream");
        var file = values.First(static setting => setting.Name == "gateway.caFile");
        if (SettingCatalog.Find(upstream.Name)?.Objection(upstream.Value) is null && OfAddress(upstream, values) is { } wrong)
        {
            yield return new SettingProblem(upstream.Name, upstream.Origin, $"{upstream.Name} {wrong}");
        }

        if (OfAuthorities(file.Value) is { } unusable)
        {
            yield return new SettingProblem(file.Name, file.Origin, $"{file.Name} cannot be used: {unusable}");
        }
    }

    // A name that only resolves to an own listener is found when the connection is made.
    private static string? OfAddress(Setting upstream, IReadOnlyList<Setting> values)
    {
        if (!Uri.TryCreate(upstream.Value, UriKind.Absolute, out var address))
        {
            return "has no host and port that can be used; an address looks like https://api.anthropic.com.";
        }

        return values.FirstOrDefault(setting => Listeners.Contains(setting.Name) && ListenAddress.TryParse(setting.Value, out var own) && IsAt(address, own)) is { } self
            ? $"is Coxswain itself ({self.Name} is {self.Value}): name where the calls shall go, such as https://api.anthropic.com."
            : null;
    }

    private static bool IsAt(Uri upstream, ListenAddress own)
        => upstream.Port == own.Port && (upstream.IdnHost is "localhost"
            ? own.IsLoopback || IsAny(own.Address)
            : IPAddress.TryParse(upstream.IdnHost, out var address) && (address.Equals(own.Address) || (IsAny(own.Address) && IPAddress.IsLoopback(address)) || (IsAny(address) && own.IsLoopback)));

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static string? OfAuthorities(string file)
    {
        try
        {
            UpstreamTrust.Policy(file);
            return null;
        }
        catch (FormatException problem)
        {
            return problem.Message;
        }
    }
}
