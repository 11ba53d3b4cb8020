using Coxswain.Cli.Output;
using Coxswain.Server.Configuration;
using Coxswain.Server.Hosting;
using Coxswain.Server.Security;

namespace Coxswain.Cli.Commands.Daemon;

/// <summary>What <c>cox up</c> says once everything listens.</summary>
internal static class UpReport
{
    public static void Write(CommandOutput output, DaemonRecord record, CoxswainSettings settings)
    {
        if (output.Json)
        {
            output.WriteJson(new { record.Pid, record.Version, record.Api, record.OtlpHttp, record.OtlpGrpc, record.Gateway, DataFolder = settings.Folder.Root, settings.ConfigFile });
            return;
        }

        output.WriteLine($"Coxswain {record.Version} is up (process {record.Pid}).");
        output.WriteLine($"  OTLP over gRPC  {record.OtlpGrpc}");
        output.WriteLine($"  OTLP over HTTP  {record.OtlpHttp}");
        output.WriteLine($"  API             {record.Api}");
        // A secret, and what is no terminal may be a log: a detached daemon's is.
        output.WriteLine($"  Dashboard       {record.Api}/ ({(Console.IsOutputRedirected ? "login code: cox login" : $"login code {BrowserAccess.LoginCode(new ApiToken(record.Token))}")})");
        output.WriteLine($"  Gateway         {record.Gateway}");
        output.WriteLine($"  Data            {settings.Folder.Root}");
        output.WriteLine($"  Store           {(Store(settings) is { Length: > 0 } host ? host : "embedded engine")}");
        if (output.IsMadeUp)
        {
            output.Say("Telemetry and transcripts are refused here. Look around with the same --config: `cox usage daily`, `cox sessions list`, `cox doctor`.");
            return;
        }

        output.Say("Next: `cox connect` makes Claude Code send here; `cox status` shows what arrives; `cox usage daily` what it cost.");
    }

    private static string Store(CoxswainSettings settings) => settings.Values.First(setting => setting.Name == "store.host").Value;
}
