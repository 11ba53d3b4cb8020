namespace Coxswain.Bench.Measuring;

/// <param name="ResidentMb">Shared pages counted in full.</param>
/// <param name="ProportionalMb">Shared pages counted by this process's part of them (PSS).</param>
/// <param name="AnonymousMb">Of the latter, what no file backs.</param>
internal readonly record struct ProcessMemory(double ResidentMb, double ProportionalMb, double AnonymousMb);
