using System.Net;
using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Budgets.Switching.Recorded;
using Coxswain.Core.Kernel;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Usage;
using Coxswain.Gateway;
using Coxswain.Testing.Processes;
using Coxswain.Tests.Core.Budgets.Admission;
using Coxswain.Tests.Server.Otlp;
using Coxswain.Tests.Storage.ClickHouse.Budgets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Tests.Gateway;

/// <summary>An upstream that does what a test says, and the gateway in front of it, each on a port of its own.</summary>
internal sealed class GatewayBed : IAsyncDisposable
{
    /// <summary>A call that ends no sooner ends in a failed test.</summary>
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(60);

    private readonly WebApplication _upstream;
    private readonly WebApplication _gateway;
    private readonly TemporaryFolder _folder;

    private GatewayBed(WebApplication upstream, WebApplication gateway, RecordingWriter writer, TemporaryFolder folder)
    {
        (_upstream, _gateway, Writer, _folder) = (upstream, gateway, writer, folder);
        Upstream = AddressOf(upstream);
        Address = AddressOf(gateway);
    }

    public string Upstream { get; }

    public string Address { get; }

    /// <summary>What the gateway told of its calls; whole once it has stopped.</summary>
    public RecordingWriter Writer { get; }

    public string JournalFolder => new DataFolder(_folder.Path).JournalFolder;

    public IServiceProvider Services => _gateway.Services;

    public HttpMessageInvoker Http { get; } = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = DecompressionMethods.None, ActivityHeadersPropagator = null,
    });

    public static Task<GatewayBed> StartAsync(RequestDelegate upstream, params (string Name, string Value)[] settings) => StartOnAsync(0, upstream, settings);

    public static Task<GatewayBed> StartAsync(TimeProvider clock, RequestDelegate upstream, params (string Name, string Value)[] settings) => StartAsync(clock, new EmptyRecoveryStore(), upstream, settings);

    public static Task<GatewayBed> StartAsync(TimeProvider clock, IRecoveryStore store, RequestDelegate upstream, params (string Name, string Value)[] settings) => StartOnAsync(0, clock, store, upstream, settings);

    /// <param name="port">Of the gateway; 0: one of the system's choice.</param>
    public static Task<GatewayBed> StartOnAsync(int port, RequestDelegate upstream, params (string Name, string Value)[] settings) => StartOnAsync(port, TimeProvider.System, new EmptyRecoveryStore(), upstream, settings);

    private static async Task<GatewayBed> StartOnAsync(int port, TimeProvider clock, IRecoveryStore store, RequestDelegate upstream, (string Name, string Value)[] settings)
    {
        var up = Build(0, [], static _ => { }, upstream);
        await up.StartAsync(TestContext.Current.CancellationToken);
        var writer = new RecordingWriter();
        var folder = new TemporaryFolder();
        var spend = new SpendLedger();
        var gateway = Build(
            port,
            [("Upstream", AddressOf(up)), ("FirstWait", "00:00:00.010"), .. settings],
            services => services.AddSingleton(clock).AddPricing().AddSingleton<ITelemetryWriter>(writer).AddSingleton(store).AddSingleton(new DataFolder(folder.Path))
                .AddSingleton<IBudgetStore>(new KnownBudgets()).AddSingleton<IUsageStore>(spend).AddSingleton<IOutbox>(spend).AddSingleton<IReservationStore>(spend).AddSingleton<ISessionPlaceStore>(spend).AddSingleton<ISwitchReceiptStore>(new KnownRequests())
                .AddBudgets().AddCoxswainGateway("1.0"),
            GatewayServices.ForwardAsync);
        await gateway.StartAsync(TestContext.Current.CancellationToken);
        return new GatewayBed(up, gateway, writer, folder);
    }

    /// <summary>As a client that canonicalizes nothing.</summary>
    public HttpRequestMessage Request(HttpMethod method, string target, bool isDirect = false) => new(
        method, new Uri((isDirect ? Upstream : Address) + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

    /// <summary>Sends a Messages request and reads the answer to its end.</summary>
    public async Task<BedAnswer> CallAsync(string body, params (string Name, string Value)[] headers)
    {
        using var request = Request(HttpMethod.Post, "/v1/messages?beta=true");
        request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(CallLimit);
        using var response = await Http.SendAsync(request, limit.Token);
        var all = response.Headers.NonValidated.ToDictionary(static one => one.Key.ToLowerInvariant(), static one => one.Value.ToString());
        try
        {
            return new BedAnswer((int)response.StatusCode, all, await response.Content.ReadAsStringAsync(limit.Token), IsCut: false);
        }
        catch (HttpRequestException)
        {
            return new BedAnswer((int)response.StatusCode, all, "", IsCut: true);
        }
    }

    /// <summary>Stops the gateway, so that it has told everything.</summary>
    public async Task<IReadOnlyList<LogRecord>> EventsAsync()
    {
        await _gateway.StopAsync(TestContext.Current.CancellationToken);
        return [.. Writer.Batches.SelectMany(static batch => batch.Logs)];
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
        _folder.Dispose();
    }

    private static WebApplication Build(int port, (string Name, string Value)[] settings, Action<IServiceCollection> add, RequestDelegate run)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(settings.GroupBy(static one => one.Name).Select(static group => group.Last()).Select(static one => KeyValuePair.Create($"{GatewayOptions.Section}:{one.Name}", (string?)one.Value)));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            GatewayServices.KeepHeaderBytes(kestrel);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        add(builder.Services);
        var app = builder.Build();
        app.Run(run);
        return app;
    }

    private static string AddressOf(WebApplication app) => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
}
