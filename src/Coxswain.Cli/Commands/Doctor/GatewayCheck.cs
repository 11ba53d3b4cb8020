using System.Globalization;
using System.Net;
using System.Text.Json;
using Coxswain.Gateway;
using Coxswain.Gateway.Forwarding;
using Coxswain.Server.Api.Doctor;

namespace Coxswain.Cli.Commands.Doctor;

/// <summary>
/// Whether the gateway answers, and the upstream through it: by the call Claude Code itself makes to look, which costs nothing and needs no key. What is wrong
/// with the way there (name, TLS, proxy, an upstream that leads back) the gateway says itself.
/// </summary>
internal static class GatewayCheck
{
    private const string Group = "gateway";
    private const string Name = "upstream";
    private const int MostErrorBytes = 16 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <param name="address">Where the gateway listens; empty: no daemon is up, or one of before the gateway.</param>
    /// <param name="state"><see langword="null"/> when it was not told.</param>
    public static async Task<DoctorCheck> RunAsync(string address, GatewayReport? state, bool isMadeUp, CancellationToken cancellationToken)
    {
        if (isMadeUp)
        {
            return Is(DoctorStatus.Note, "This folder holds made-up data: its gateway takes no calls.");
        }

        if (address.Length == 0)
        {
            return Is(DoctorStatus.Note, "No daemon is up, so no call can go through the gateway. Start it: cox up");
        }

        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(Patience);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            using var answer = await http.GetAsync(new Uri(address + "/api/hello"), HttpCompletionOption.ResponseHeadersRead, late.Token);
            return Judge(address, state, answer.StatusCode, await OwnWordsAsync(answer, late.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Is(Unreached(state), string.Create(CultureInfo.InvariantCulture, $"Through {address} no answer came from {state?.Upstream ?? "the upstream"} within {Patience.TotalSeconds:N0} s. Is it what gateway.upstream should name, and does this machine reach it?"));
        }
        catch (HttpRequestException)
        {
            return Is(DoctorStatus.Failed, $"Nothing answers at {address}, where the daemon's gateway should listen. Start it anew: cox down, then cox up");
        }
    }

    /// <summary>Whoever sends nothing through the gateway, or is off line, misses nothing yet.</summary>
    private static DoctorStatus Unreached(GatewayReport? state) => state is { Calls: 0 } ? DoctorStatus.Warning : DoctorStatus.Failed;

    /// <param name="own">What the gateway itself said; <see langword="null"/>: the upstream answered.</param>
    private static DoctorCheck Judge(string address, GatewayReport? state, HttpStatusCode status, string? own) => own is not null
        ? Is(
            Unreached(state), $"{Upstream(state)} cannot be reached: {own}",
            "Where calls go: gateway.upstream. What it trusts besides the system's certificates: gateway.caFile. Its proxy: HTTPS_PROXY and NO_PROXY of the shell that starts the daemon. They hold after cox down, then cox up.")
        : (int)status >= 500
            ? Is(DoctorStatus.Warning, string.Create(CultureInfo.InvariantCulture, $"{Upstream(state)} is reached, but answers {(int)status}: it has trouble of its own, or what gateway.upstream names is not the API. Calls are tried again meanwhile."))
            : Is(DoctorStatus.Ok, string.Create(CultureInfo.InvariantCulture, $"{address} leads to {Upstream(state)}, which answers ({(int)status})."));

    private static string Upstream(GatewayReport? state) => state?.Upstream ?? "its upstream";

    private static DoctorCheck Is(DoctorStatus status, string summary, params IReadOnlyList<string> details) => DoctorCheck.Of(Group, Name, status, summary, details);

    private static async Task<string?> OwnWordsAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if ((int)answer.StatusCode < 400 || answer.Content.Headers.ContentLength is not (> 0 and < MostErrorBytes))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
            return json.RootElement.GetProperty("error").GetProperty("message").GetString() is { } message && message.StartsWith(GatewayAnswer.Speaker, StringComparison.Ordinal) ? message[GatewayAnswer.Speaker.Length..] : null;
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // Not in the gateway's form: the upstream's own words, or a proxy's.
            return null;
        }
    }
}
