using System.Globalization;
using Coxswain.Cli.Output;
using Coxswain.Server.Hosting;
using Coxswain.Testing.Otlp;
using Coxswain.Testing.Traces;
using Coxswain.Testing.Traces.Telemetry;

namespace Coxswain.Cli.Commands.Demo;

/// <summary>Sends a trace's telemetry to a receiver, as the client would have.</summary>
internal static class DemoTelemetry
{
    private const int Connections = 16;
    private const int Steps = 5;

    public static async Task SendAsync(Trace trace, DaemonRecord receiver, CommandOutput output, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var sender = new OtlpSender(http, receiver.OtlpHttp, OtlpProtocol.HttpProtobuf);
        var exports = TelemetryRendering.Render(trace).ToList();
        var records = 0;
        var sent = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Connections, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(exports, parallel, async (export, token) =>
        {
            var answer = await sender.SendAsync(export, token);
            if (!answer.Accepted)
            {
                throw new CommandException(ExitCode.Failed, string.Create(CultureInfo.InvariantCulture, $"The demo's own receiver answered {answer.Status}."));
            }

            Interlocked.Add(ref records, export.RecordCount);
            var done = Interlocked.Increment(ref sent);
            if (done * Steps / exports.Count > (done - 1) * Steps / exports.Count)
            {
                output.Say(string.Create(CultureInfo.InvariantCulture, $"  {done * 100L / exports.Count} %"));
            }
        });
        output.Say(string.Create(CultureInfo.InvariantCulture, $"Sent {records:N0} records in {exports.Count:N0} exports."));
    }
}
