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

    public static IReadOnlyDictionary<string, string> Files { get; } = Find() ?? MakeUp();

    /// <summary>The number of lines in a file, without its header.</summary>
    public static int Count(string part) => Files[part].Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1;

    private static Dictionary<string, string>? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var data = Path.Combine(folder.FullName, "shared", "data", "kubernetes-org");
            if (System.IO.Directory.Exists(data))
                return Parts.ToDictionary(part => part, part => File.ReadAllText(Path.Combine(data, part + ".csv")));
        }

        return null;
    }

    private static Dictionary<string, string> MakeUp()
    {
        const int Users = 1509, Apps = 8, Entitlements = 782, Grants = 6281;
        var random = new Random(20261125);
        string Person(int number) => string.Create(CultureInfo.InvariantCulture, $"person-{number}");
        string Owners() => string.Join(';', Enumerable.Range(0, 10).Select(Person));

        var users = new StringBuilder("id,email,displayName,managerId\n");
        for (var user = 0; user < Users; user++)
            users.Append(CultureInfo.InvariantCulture, $"{Person(user)},{Person(user)}@users.example,Person {user},\n");
        var apps = new StringBuilder("id,name,description,ownerIds\n");
        for (var app = 0; app < Apps; app++)
            apps.Append(CultureInfo.InvariantCulture, $"org-{app},Organization {app},Made up,{Owners()}\n");
        var entitlements = new StringBuilder("id,appId,name,type,description,risk,ownerIds\n");
        string[] risks = ["low", "medium", "high", "critical"];
        for (var entitlement = 0; entitlement < Entitlements; entitlement++)
            entitlements.Append(CultureInfo.InvariantCulture, $"org-{entitlement % Apps}/team-{entitlement},org-{entitlement % Apps},team-{entitlement},team,,{risks[random.Next(4)]},{Owners()}\n");

        var held = new HashSet<(int User, int Entitlement)>();
        while (held.Count < Grants)
            held.Add((random.Next(Users), random.Next(Entitlements)));
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
