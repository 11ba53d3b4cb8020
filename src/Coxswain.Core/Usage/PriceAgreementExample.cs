namespace Coxswain.Core.Usage;

public sealed record PriceAgreementExample(string RequestKey, string SessionId, DateTimeOffset Time, string Model, decimal? OursUsd, decimal? ReportedUsd);
