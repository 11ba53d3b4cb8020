using System.Security.Cryptography;
using System.Text;

namespace Coxswain.Testing.Upstream.Simulation.Plans;

/// <summary>Numbers by chance that are the same for the same seed, body, occurrence and purpose.</summary>
internal sealed class SeededDraws(ulong seed, string bodyHash, int occurrence, string purpose)
{
    private ulong _state = BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}|{bodyHash}|{occurrence}|{purpose}")));

    /// <summary>From 0 to, not with, 1.</summary>
    public double Next() => (Step() >> 11) * (1.0 / (1UL << 53));

    // SplitMix64: https://prng.di.unimi.it/splitmix64.c
    private ulong Step()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
