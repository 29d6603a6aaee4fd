using System.Globalization;
using AccessReview.App.Http;

namespace AccessReview.App.Campaigns;

/// <summary>Removals as lines of a CSV download. All times are in UTC.</summary>
internal static class RemovalCsv
{
    public static readonly string[] Columns =
    [
        "item", "user", "name", "app", "entitlement", "access", "account", "risk", "state", "decidedAt", "decidedBy", "reason", "startsAt", "dueAt", "overdue", "workingDays",
        "endedAt", "waitsFor", "tasks", "proof", "proofAt", "proofBy", "contested", "takenBack", "grantedAgainAt",
    ];

    public static string[] Of(RemovalView removal) =>
    [
        removal.Item.ToString(CultureInfo.InvariantCulture),
        removal.Subject.User.Value,
        removal.Subject.UserName,
        removal.Subject.AppName,
        removal.Subject.Entitlement.Value,
        removal.Subject.EntitlementName,
        removal.Subject.Account?.Value ?? "",
        EnumNames.Of(removal.Subject.Risk),
        EnumNames.Of(removal.State),
        Time(removal.DecidedAt),
        removal.DecidedBy?.Id.Value ?? "",
        removal.Reason ?? "",
        Time(removal.StartsAt),
        Time(removal.DueAt),
        removal.IsOverdue ? "true" : "false",
        removal.WorkingDays.ToString(CultureInfo.InvariantCulture),
        Time(removal.EndedAt),
        string.Join(';', removal.Tasks.SelectMany(task => task.WaitsFor).Select(person => person.Id.Value)),
        string.Join(';', removal.Tasks.Select(task => task.Number)),
        EnumNames.Of(removal.Proof),
        Time(removal.ProofAt),
        removal.ProofBy?.Id.Value ?? "",
        removal.Contested?.Text ?? "",
        removal.TakenBack?.Text ?? "",
        Time(removal.GrantedAgainAt),
    ];

    private static string Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}
