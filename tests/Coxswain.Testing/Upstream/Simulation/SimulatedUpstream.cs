using System.Net;
using System.Security.Cryptography;
using System.Text;
using Coxswain.Testing.Upstream.Simulation.Answers;
using Coxswain.Testing.Upstream.Simulation.Caching;
using Coxswain.Testing.Upstream.Simulation.Limits;
using Coxswain.Testing.Upstream.Simulation.Plans;
using Coxswain.Testing.Upstream.Simulation.Prompts;
using Coxswain.Testing.Upstream.Simulation.Thinking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Testing.Upstream.Simulation;

/// <summary>
/// The Messages API on loopback, as far as clients and gateways can tell: it checks requests, counts tokens, caches prompts, limits rates, signs thinking,
/// answers the same request with the same words, and fails as its plan says.
/// </summary>
public sealed class SimulatedUpstream : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CallRecord _record;

    private SimulatedUpstream(WebApplication app, SimulatorPlan plan, SimulatorOptions options)
    {
        _app = app;
        Plan = plan;
        Options = options;
        _record = new CallRecord(options.KeptCalls);
        var seal = new ThinkingSeal(SHA256.HashData(Encoding.UTF8.GetBytes(options.ThinkingKey)));
        Reader = new PromptReader(seal, options.Window, options.IsNewAccount);
        Composer = new AnswerComposer(seal, options.Words);
        Cache = new PromptCache(options.Clock);
        Limits = new RateLimits(options.Limits, options.Clock);
        Subscription = options.Subscription;
    }

    /// <summary>Without a slash at the end.</summary>
    public string Address => Options.Listener is { } listener ? "http://" + listener.LocalEndPoint : _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>May change while calls run; a call keeps the step it got.</summary>
    public SimulatorPlan Plan { get; set; }

    /// <summary>May change while calls run.</summary>
    public Subscription? Subscription { get; set; }

    /// <summary>The newest calls, in order of arrival; those still running too.</summary>
    public IReadOnlyList<SimulatedCall> Calls => _record.Calls;

    public SimulatorTotals Totals => _record.Totals;

    public PromptCache Cache { get; }

    internal SimulatorOptions Options { get; }

    internal PromptReader Reader { get; }

    internal AnswerComposer Composer { get; }

    internal RateLimits Limits { get; }

    internal CallRecord Record => _record;

    public static Task<SimulatedUpstream> StartAsync(SimulatorPlan plan, CancellationToken cancellationToken) => StartAsync(plan, new SimulatorOptions(), cancellationToken);

    public static async Task<SimulatedUpstream> StartAsync(SimulatorPlan plan, SimulatorOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            if (options.Listener is { } listener)
            {
                kestrel.ListenHandle((ulong)listener.Handle);
            }
            else
            {
                kestrel.Listen(IPAddress.Loopback, options.Port);
            }
        });
        // A stalled answer must not hold up the end of a test.
        builder.WebHost.UseShutdownTimeout(TimeSpan.Zero);
        var app = builder.Build();
        var upstream = new SimulatedUpstream(app, plan, options);
        app.Run(upstream.AnswerAsync);
        await app.StartAsync(cancellationToken);
        return upstream;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context) => SimulatorPages.TryAnswerAsync(this, context) ?? new SimulatedExchange(this, context).RunAsync();
}
