using Coxswain.Core.Telemetry;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Coxswain.Server.Hooks;

/// <summary>Takes a hook event: answered once it is durable in the outbox, as telemetry is.</summary>
internal sealed partial class HookReceiver(ITelemetryWriter writer, HookAccess access, DataAdmission admission, TimeProvider clock, ILogger<HookReceiver> logger)
{
    private static readonly TelemetryOrigin Origin = TelemetryOrigin.Own("coxswain.hooks", ProductVersion.Text);

    /// <returns><see langword="null"/> when the event is durable.</returns>
    public async Task<ApiError?> ReceiveAsync(HttpContext context)
    {
        var refusal = await TakeAsync(context);
        if (refusal is not null)
        {
            Log.Refused(logger, refusal.Code);
        }

        return refusal;
    }

    private async Task<ApiError?> TakeAsync(HttpContext context)
    {
        if (!access.IsGranted(context.Request))
        {
            return ApiErrors.NoKey;
        }

        if (!SmallBody.IsJson(context.Request))
        {
            return ApiErrors.NotJson;
        }

        if (!admission.IsOpen)
        {
            return ApiErrors.DemoFolder(DataAdmission.Refusal);
        }

        return HookRecord.Read(await SmallBody.ReadAsync(context), Origin, clock.GetUtcNow()) is not { } record ? ApiErrors.NoHookEvent
            : await writer.WriteAsync(new TelemetryBatch { Logs = [record] }, context.RequestAborted) is WriteOutcome.Durable or WriteOutcome.AlreadyDurable ? null
            : ApiErrors.OutboxFull;
    }

    private static partial class Log
    {
        [LoggerMessage(1121, LogLevel.Warning, "Refused a hook event: {Reason}")]
        public static partial void Refused(ILogger logger, string reason);
    }
}
