using System.Text;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Recovery.Learning;
using Coxswain.Gateway.Attempts;
using Coxswain.Gateway.Forwarding;
using Coxswain.Gateway.Journal;
using Coxswain.Gateway.Learning;
using Coxswain.Gateway.Observing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Coxswain.Gateway;

/// <summary>The gateway's services, and its one entrance: it answers every path and method of its listener.</summary>
public static class GatewayServices
{
    /// <summary>Needs <see cref="PriceBook"/>, <see cref="TimeProvider"/>, an <c>ITelemetryWriter</c>, an <see cref="IRecoveryStore"/> and <c>AddBudgets</c>.</summary>
    /// <param name="version">Of the product, for its events.</param>
    public static IServiceCollection AddCoxswainGateway(this IServiceCollection services, string version)
    {
        services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(static provider => provider.GetRequiredService<IOptions<GatewayOptions>>().Value);
        return services.AddForwarding().AddAttempts().AddObserving(version).AddSingleton<GatewayEntrance>();
    }

    public static Task ForwardAsync(HttpContext context) => context.RequestServices.GetRequiredService<GatewayEntrance>().ForwardAsync(context);

    /// <summary>Header bytes that are no ASCII, of whatever encoding, go through the server unchanged.</summary>
    public static void KeepHeaderBytes(KestrelServerOptions kestrel)
    {
        ArgumentNullException.ThrowIfNull(kestrel);
        kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
    }

    private static IServiceCollection AddForwarding(this IServiceCollection services) => services
        .AddSingleton<UpstreamAddress>()
        .AddSingleton<OwnListeners>()
        .AddSingleton<UpstreamConnections>()
        .AddSingleton<Forwarder>();

    private static IServiceCollection AddAttempts(this IServiceCollection services) => services
        .AddSingleton(static provider => new HeldMemory(provider.GetRequiredService<GatewayOptions>().HeldBytes))
        .AddSingleton(static provider => Policy(provider.GetRequiredService<GatewayOptions>()))
        .AddSingleton(static _ => new Jitter(new Random()))
        .AddSingleton<LearnedDeadlines>()
        .AddSingleton<CallsUnderWay>()
        .AddSingleton<UpstreamCircuits>()
        .AddSingleton<AttemptRunner>()
        .AddSingleton<AttemptPatience>()
        .AddSingleton<AttemptTelling>()
        .AddSingleton<AttemptSender>()
        .AddSingleton<AttemptPlans>()
        .AddSingleton(static _ => new StrategyLedger(new LearningPolicy(), new Random()))
        .AddSingleton<RequestChanges>()
        .AddSingleton<StrategyChain>()
        .AddSingleton<CallBudgets>()
        .AddSingleton<CallMoves>()
        .AddSingleton<CallRecovery>()
        .AddSingleton<AnswerDelivery>()
        .AddSingleton<MessagesForwarder>();

    private static IServiceCollection AddObserving(this IServiceCollection services, string version) => services
        .AddSingleton(GatewayOrigin.Of(version))
        .AddSingleton<CallRecorder>()
        .AddSingleton<IHostedService>(static provider => provider.GetRequiredService<CallRecorder>())
        .AddSingleton<OutcomeReplay>()
        .AddSingleton<GatewayLearning>()
        .AddSingleton<IHostedService>(static provider => provider.GetRequiredService<GatewayLearning>())
        .AddSingleton<GatewayCounters>()
        .AddSingleton(static provider => new GatewayState(
            provider.GetRequiredService<GatewayOptions>(), provider.GetRequiredService<GatewayCounters>(), provider.GetRequiredService<UpstreamCircuits>(), provider.GetRequiredService<CallRecorder>()))
        .AddSingleton<CallTelling>()
        .AddSingleton<RecentCalls>()
        .AddSingleton(static provider => new GatewayCalls(provider.GetRequiredService<RecentCalls>()))
        .AddSingleton<RequestJournal>()
        .AddHostedService<JournalUpkeep>()
        .AddSingleton<JournalKeeping>()
        .AddSingleton(static provider => new ReplayPlanner(
            provider.GetRequiredService<RequestJournal>(), provider.GetRequiredService<RequestChanges>(), provider.GetRequiredService<StrategyLedger>(), provider.GetRequiredService<ModelCatalog>(),
            provider.GetRequiredService<GatewayLearning>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<CallEnding>();

    private static RecoveryPolicy Policy(GatewayOptions options)
        => new(new Backoff(options.FirstWait, options.LongestWait), options.MostAttempts, options.RecoveryTime, options.LongestWait);
}
