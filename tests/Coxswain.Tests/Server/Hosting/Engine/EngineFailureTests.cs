using Coxswain.Server.Hosting.Engine;

namespace Coxswain.Tests.Server.Hosting.Engine;

/// <summary>On what ClickHouse 26.7 really says when a store does not load.</summary>
public sealed class EngineFailureTests
{
    private const string Refusal = "\nThe store in /data/engine does not open; the engine's error output says why.";

    [Theory]
    [InlineData(
        "Code: 722. DB::Exception: Waited job failed: Code: 695. DB::Exception: Load job 'load table otel.t' failed: Code: 246. DB::Exception: Bad version file: "
        + "/data/engine/store/d1c/d1c44b9c-f308-4eee-82f1-d35849c4ef39/format_version.txt: Cannot attach table `otel`.`t` from metadata file "
        + "store/0ea/0ea4ecf5-ef7e-49aa-95a8-7a2518b00dd3/t.sql from query ATTACH TABLE otel.t (CORRUPTED_DATA),. (ASYNC_LOAD_WAIT_FAILED)",
        "otel.t")]
    [InlineData(
        "Code: 62. DB::Exception: Empty query: Cannot parse definition from metadata file store/0ea/0ea4ecf5-ef7e-49aa-95a8-7a2518b00dd3/t.sql. (SYNTAX_ERROR)",
        "store/0ea/0ea4ecf5-ef7e-49aa-95a8-7a2518b00dd3/t.sql")]
    [InlineData(
        "Code: 62. DB::Exception: Syntax error (in file metadata/otel.sql): failed at position 1 (garbage): garbage: while loading database `otel` (SYNTAX_ERROR)",
        "")]
    public void Damage_is_told_with_its_table(string errors, string table)
    {
        var failure = EngineFailure.Read(errors + Refusal, 1);

        Assert.Equal(new EngineFailure(IsLocked: false, IsDamage: true, table), failure);
    }

    [Theory]
    [InlineData("Code: 243. DB::Exception: Cannot reserve 1.00 MiB, not enough space. (NOT_ENOUGH_SPACE)")]
    [InlineData("std::exception: filesystem error: No space left on device")]
    [InlineData("Code: 241. DB::Exception: (total) memory limit exceeded (MEMORY_LIMIT_EXCEEDED)")]
    [InlineData("filesystem error: in create_directories: Permission denied")]
    public void Shortage_is_not_damage(string errors) => Assert.False(EngineFailure.Read(errors + Refusal, 1).IsDamage);

    [Theory]
    [InlineData(139, true)]
    [InlineData(134, true)]
    [InlineData(137, false)]
    [InlineData(1, false)]
    public void Crash_while_starting_is_damage_but_a_kill_is_not(int exitCode, bool isDamage) =>
        Assert.Equal(isDamage, EngineFailure.Read("", exitCode).IsDamage);

    [Fact]
    public void Held_folder_is_not_damage()
    {
        var failure = EngineFailure.Read("The data folder /data/engine is held by process 12 (cox). Stop that process, or name another folder.", 1);

        Assert.True(failure is { IsLocked: true, IsDamage: false });
    }
}
