namespace Coxswain.Server.Api.Doctor;

/// <param name="Since">Telemetry, requests and prices are looked at from here on.</param>
public sealed record DoctorReport(DateTimeOffset Since, DateTimeOffset Until, IReadOnlyList<DoctorCheck> Checks);
