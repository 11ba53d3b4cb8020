using System.Net.Http.Headers;
using Coxswain.Server.Otlp;
using Coxswain.Server.Security;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Server.Hooks;

/// <summary>Who may send hook events: whoever may send telemetry, and the holder of the API token.</summary>
internal sealed class HookAccess(OtlpAccess telemetry, ApiToken token)
{
    public bool IsGranted(HttpRequest request) => telemetry.IsGranted(request) || token.Matches(Bearer(request));

    private static string? Bearer(HttpRequest request)
        => request.Headers.Authorization.Count == 1 && AuthenticationHeaderValue.TryParse(request.Headers.Authorization[0], out var header)
            && string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase) ? header.Parameter : null;
}
