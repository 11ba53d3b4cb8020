using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Coxswain.Testing.Engines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Tests.Storage.ClickHouse.Server;

/// <summary>
/// A ClickHouse server's front over the real engine: TCP, optionally TLS, a user with a password, rights, and a network that breaks.
/// It stands for a server as far as a client can tell without one.
/// </summary>
internal sealed class ServerFront : IAsyncDisposable
{
    public const string User = "cox-user";
    public const string Password = "päss word of this test";

    private readonly HttpClient _engine;
    private WebApplication? _app;
    private int _requests;

    private ServerFront(EngineProcess engine) => _engine = EngineProcess.CreateClient(engine.SocketPath);

    public int Port { get; private set; }

    /// <summary>Statements as they arrived, the first 80 characters.</summary>
    public ConcurrentQueue<string> Statements { get; } = new();

    public ConcurrentQueue<string> Encodings { get; } = new();

    public bool RefusesWrites { get; set; }

    /// <summary>What the server gives up on after a while: the request and the start of its statement.</summary>
    public Func<HttpRequest, string, bool> TimesOut { get; set; } = static (_, _) => false;

    /// <summary>Of so many requests one is broken off: by turns before it reaches the engine and after it was carried out. 0: none.</summary>
    public int BreaksOneIn { get; set; }

    public int Broken { get; private set; }

    public static async Task<ServerFront> StartAsync(EngineProcess engine, X509Certificate2? certificate = null)
    {
        var front = new ServerFront(engine);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var app = builder.Build();
        app.Run(front.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        front._app = app;
        front.Port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        return front;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _engine.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        Assert.DoesNotContain(Password, context.Request.QueryString.Value, StringComparison.Ordinal);
        var body = await ReadAsync(context.Request);
        if (!IsKnown(context.Request))
        {
            await RefuseAsync(context, 403, 516, $"{User}: Authentication failed: password is incorrect, or there is no user with such name.", "AUTHENTICATION_FAILED");
            return;
        }

        var statement = (context.Request.Query["query"] + Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 2000))).TrimStart();
        Statements.Enqueue(statement[..Math.Min(80, statement.Length)]);
        Encodings.Enqueue(context.Request.Headers.ContentEncoding.ToString());
        if (RefusesWrites && !statement.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase) && !statement.StartsWith("WITH", StringComparison.OrdinalIgnoreCase) && !statement.StartsWith("--", StringComparison.Ordinal))
        {
            await RefuseAsync(context, 403, 497, $"{User}: Not enough privileges.", "ACCESS_DENIED");
            return;
        }

        if (TimesOut(context.Request, statement))
        {
            await RefuseAsync(context, 408, 159, "Timeout exceeded: elapsed 54 seconds, maximum: 54.", "TIMEOUT_EXCEEDED");
            return;
        }

        var number = Interlocked.Increment(ref _requests);
        var breaks = BreaksOneIn > 0 && number % BreaksOneIn == 0;
        if (breaks && number / BreaksOneIn % 2 == 0)
        {
            Broken++;
            context.Abort();
            return;
        }

        await ForwardAsync(context, body, breaks);
    }

    private async Task ForwardAsync(HttpContext context, byte[] body, bool breaks)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/" + context.Request.QueryString.Value) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in context.Request.Headers.Where(static header => header.Key.StartsWith("X-ClickHouse-Format", StringComparison.OrdinalIgnoreCase)))
        {
            request.Headers.TryAddWithoutValidation(name, value.ToArray());
        }

        if (MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type))
        {
            request.Content.Headers.ContentType = type;
        }

        using var answer = await _engine.SendAsync(request);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (breaks)
        {
            Broken++;
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        foreach (var (name, values) in answer.Headers.Where(static header => header.Key.StartsWith("X-ClickHouse-", StringComparison.OrdinalIgnoreCase)))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        await context.Response.Body.WriteAsync(bytes);
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var bytes = new MemoryStream();
        await using var body = request.Headers.ContentEncoding == "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body;
        await body.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private static bool IsKnown(HttpRequest request) =>
        (request.Headers["X-ClickHouse-User"] == User && request.Headers["X-ClickHouse-Key"] == Password)
        || request.Headers.Authorization == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));

    private static Task RefuseAsync(HttpContext context, int status, int code, string text, string name)
    {
        context.Response.StatusCode = status;
        context.Response.Headers["X-ClickHouse-Exception-Code"] = $"{code}";
        return context.Response.WriteAsync($"Code: {code}. DB::Exception: {text} ({name}) (version 26.7.2.1)\n");
    }
}
