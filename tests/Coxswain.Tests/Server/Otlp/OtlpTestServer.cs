using System.Net;
using Coxswain.Core.Telemetry;
using Coxswain.Otlp;
using Coxswain.Server.Otlp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Tests.Server.Otlp;

/// <summary>The receivers on real sockets, with an outbox in memory.</summary>
internal sealed class OtlpTestServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtlpTestServer(WebApplication app, RecordingWriter writer)
    {
        _app = app;
        Writer = writer;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        Http = new HttpClient { BaseAddress = new Uri(addresses[0]) };
        Grpc = new HttpClient
        {
            BaseAddress = new Uri(addresses[1]),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    public RecordingWriter Writer { get; }

    public HttpClient Http { get; }

    public HttpClient Grpc { get; }

    public BytesInFlight InFlight => _app.Services.GetRequiredService<BytesInFlight>();

    public static async Task<OtlpTestServer> StartAsync(params (string Name, string Value)[] settings)
    {
        var writer = new RecordingWriter();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(
            settings.Select(static one => KeyValuePair.Create($"{OtlpOptions.Section}:{one.Name}", (string?)one.Value)));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddRoutingCore().AddCoxswainOtlp().AddSingleton<ITelemetryWriter>(writer);
        var app = builder.Build();
        app.UseRouting();
        app.MapOtlpHttp();
        app.MapOtlpGrpc();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new OtlpTestServer(app, writer);
    }

    public Task<HttpResponseMessage> PostAsync(string path, byte[] body, string type, params (string Name, string Value)[] headers)
        => PostAsync(path, new ByteArrayContent(body), type, headers);

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent content, string type, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>A unary call to one of the collector's services.</summary>
    public async Task<GrpcAnswer> CallAsync(string service, byte[] frame, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/opentelemetry.proto.collector.{service}/Export")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/grpc");
        request.Headers.TryAddWithoutValidation("TE", "trailers");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Grpc.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return new GrpcAnswer(response.StatusCode, body, name =>
            response.TrailingHeaders.TryGetValues(name, out var trailers) ? trailers.Single()
            : response.Headers.TryGetValues(name, out var values) ? values.Single() : null);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Grpc.Dispose();
        await _app.DisposeAsync();
    }
}
