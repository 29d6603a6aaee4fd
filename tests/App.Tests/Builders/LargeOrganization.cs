using System.Globalization;
using System.Text;

namespace AccessReview.App.Tests.Builders;

/// <summary>
/// A large organization as CSV: the teams of the Kubernetes organizations, if the data is in a folder
/// <c>shared/data/kubernetes-org</c> above or beside this checkout; otherwise generated data of the same shape and size.
/// </summary>
public static class LargeOrganization
{
    public static readonly string[] Parts = ["users", "apps", "entitlements", "grants"];

    public static IReadOnlyDictionary<string, string> Files { get; } = Find("kubernetes-org") ?? MakeUp();

    /// <summary>The number of lines in a file, without its header.</summary>
    public static int Count(string part) => Files[part].Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1;

    /// <summary>Made-up data with this much access. Each person has four grants, and each entitlement eight holders, as in the large organization.</summary>
    public static IReadOnlyDictionary<string, string> MakeUp(int grants) => MakeUp(grants / 4, grants / 8, grants);

    /// <summary>The data of a folder <c>shared/data</c> above or beside this checkout; null: there is none.</summary>
    /// <param name="name">The folder's name.</param>
    public static IReadOnlyDictionary<string, string>? Find(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var data = Path.Combine(folder.FullName, "shared", "data", name);
            if (System.IO.Directory.Exists(data))
                return Parts.ToDictionary(part => part, part => File.ReadAllText(Path.Combine(data, part + ".csv")));
        }

        return null;
    }

    private static Dictionary<string, string> MakeUp(int userCount = 1509, int entitlementCount = 782, int grantCount = 6281)
    {
        const int Apps = 8;
        var random = new Random(20261125);
        string Person(int number) => string.Create(CultureInfo.InvariantCulture, $"person-{number}");
        string Owners() => string.Join(';', Enumerable.Range(0, 10).Select(Person));

        var users = new StringBuilder("id,email,displayName,managerId\n");
        for (var user = 0; user < userCount; user++)
            users.Append(CultureInfo.InvariantCulture, $"{Person(user)},{Person(user)}@users.example,Person {user},\n");
        var apps = new StringBuilder("id,name,description,ownerIds\n");
        for (var app = 0; app < Apps; app++)
            apps.Append(CultureInfo.InvariantCulture, $"org-{app},Organization {app},Made up,{Owners()}\n");
        var entitlements = new StringBuilder("id,appId,name,type,description,risk,ownerIds\n");
        string[] risks = ["low", "medium", "high", "critical"];
        for (var entitlement = 0; entitlement < entitlementCount; entitlement++)
            entitlements.Append(CultureInfo.InvariantCulture, $"org-{entitlement % Apps}/team-{entitlement},org-{entitlement % Apps},team-{entitlement},team,,{risks[random.Next(4)]},{Owners()}\n");

        var held = new HashSet<(int User, int Entitlement)>();
        while (held.Count < grantCount)
            held.Add((random.Next(userCount), random.Next(entitlementCount)));
        var grants = new StringBuilder("userId,entitlementId,role\n");
        foreach (var (user, entitlement) in held)
            grants.Append(CultureInfo.InvariantCulture, $"{Person(user)},org-{entitlement % Apps}/team-{entitlement},member\n");

        return new Dictionary<string, string>
        {
            ["users"] = users.ToString(),
            ["apps"] = apps.ToString(),
            ["entitlements"] = entitlements.ToString(),
            ["grants"] = grants.ToString(),
        };
    }
}
