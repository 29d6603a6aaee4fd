using System.Security.Cryptography;
using System.Text;
using AccessReview.App.Imports;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Tests.Drivers;

/// <summary>An accepted import that does not start, so that its page stays the same.</summary>
public static class ImportAtRest
{
    /// <returns>The import's identifier.</returns>
    public static async Task<string> AcceptAsync(TheApp app, string sender, string usersCsv, bool isDryRun = false)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(usersCsv)))[..32];
        var lines = CsvLines.Read(ImportedFile.Users, Encoding.UTF8.GetBytes(usersCsv));
        await app.Get<ImportIntake>().AcceptAsync(id, UserId.From(sender), [(ImportedFile.Users, lines)], CancellationToken.None, isDryRun);
        return id;
    }
}
