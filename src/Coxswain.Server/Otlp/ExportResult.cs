namespace Coxswain.Server.Otlp;

/// <param name="Refusal"><see langword="null"/> when the request's records, but for the rejected ones, are durable.</param>
internal sealed record ExportResult(ExportRefusal? Refusal, int Rejected, string Message)
{
    public static ExportResult Refused(ExportRefusal refusal) => new(refusal, 0, "");
}
