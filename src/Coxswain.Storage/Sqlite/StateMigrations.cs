namespace Coxswain.Storage.Sqlite;

/// <summary>
/// Brings a state file to the newest schema. Migrations are append-only; each sets <c>user_version</c> to its number, and makes, alters or drops something:
/// a number that its tables belie is taken for damage.
/// </summary>
internal static class StateMigrations
{
    private const int Plausible = 9999;

    /// <exception cref="StateVersionException">A newer version wrote the file.</exception>
    public static void Apply(StateSession session, string path)
    {
        var version = session.Statement("version").Scalar() ?? 0;
        var made = StateSchema.VersionOf(session);
        if (version > StateSql.Migrations.Count && version <= Plausible && made is null)
        {
            throw new StateVersionException(
                $"{path} was written by a newer cox (schema {version}; this one knows {StateSql.Migrations.Count}). "
                + "Run that version, or point COX_HOME at another folder.");
        }

        if (version != made)
        {
            throw StateSchema.Damage($"the file says it has schema {version}, and has {(made is { } known ? known : "another")}");
        }

        for (var next = (int)version; next < StateSql.Migrations.Count; next++)
        {
            session.Run("begin");
            session.Script(StateSql.Migrations[next]);
            session.Run("commit");
        }
    }
}
