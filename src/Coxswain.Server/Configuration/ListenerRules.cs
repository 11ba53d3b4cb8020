using System.Net;
using Coxswain.Server.Hosting;

namespace Coxswain.Server.Configuration;

/// <summary>What the listeners' addresses must be, alone and beside each other.</summary>
internal static class ListenerRules
{
    private static readonly string[] Names = ["server.apiAddress", "server.otlpHttpAddress", "server.otlpGrpcAddress", "server.gatewayAddress"];

    public static IEnumerable<SettingProblem> Check(IReadOnlyList<Setting> values)
    {
        var settings = Names.Select(name => values.First(setting => setting.Name == name)).ToArray();
        var hasKey = values.First(static setting => setting.Name == "otlp.apiKey").Value.Length > 0;
        var parsed = new List<(Setting Setting, ListenAddress Address)>();
        foreach (var setting in settings)
        {
            if (!ListenAddress.TryParse(setting.Value, out var address))
            {
                yield return Problem(setting, $"must be a port (0 to 65535) or an address with a port such as 127.0.0.1:7420, not \"{setting.Value}\".");
                continue;
            }

            // The API always has a token; the receivers have none unless one is configured.
            if (!hasKey && setting.Name is not ("server.apiAddress" or "server.gatewayAddress") && !address.IsLoopback)
            {
                yield return Problem(setting, "is reachable from other machines: set otlp.apiKey, or bind to 127.0.0.1.");
            }

            if (setting.Name == Names[3] && !address.IsLoopback)
            {
                yield return Problem(setting, "must be an address of this machine alone: the gateway asks for no key of its own. Bind it to 127.0.0.1 and reach it from elsewhere through a tunnel.");
            }

            parsed.Add((setting, address));
        }

        for (var i = 1; i < parsed.Count; i++)
        {
            if (parsed.Take(i).FirstOrDefault(other => Collide(other.Address, parsed[i].Address)) is { Setting: { } other })
            {
                // Told where the user said it: a default is never the one to change.
                var (told, rest) = parsed[i].Setting.Origin == SettingLayers.Default ? (other, parsed[i].Setting) : (parsed[i].Setting, other);
                yield return Problem(told, $"has the port of {rest.Name} ({rest.Value}); each listener needs a port of its own, or 0 to let the system choose.");
            }
        }
    }

    private static bool Collide(ListenAddress left, ListenAddress right)
        => left.Port == right.Port && left.Port != 0 && (left.Address.Equals(right.Address) || IsAny(left.Address) || IsAny(right.Address));

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static SettingProblem Problem(Setting setting, string rest) => new(setting.Name, setting.Origin, $"{setting.Name} {rest}");
}
