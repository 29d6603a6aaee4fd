using System.Globalization;
using AccessReview.App.Http;

namespace AccessReview.App.EvidencePacks;

/// <summary>Items as lines of a CSV file. All times are in UTC.</summary>
internal static class ItemCsv
{
    private static readonly (string Name, Func<ItemEvidence, object?> Value)[] Cells =
    [
        ("position", item => item.Position),
        ("id", item => item.Id),
        ("person", item => item.Person.Id),
        ("personName", item => item.Person.Name),
        ("title", item => item.Person.Title),
        ("department", item => item.Person.Department),
        ("manager", item => item.Person.Manager),
        ("employmentType", item => item.Person.EmploymentType),
        ("isActive", item => item.Person.IsActive),
        ("startDate", item => item.Person.StartDate),
        ("endDate", item => item.Person.EndDate),
        ("account", item => item.Access.Account),
        ("login", item => item.Access.Login),
        ("accountType", item => item.Access.AccountType),
        ("app", item => item.Access.App),
        ("appName", item => item.Access.AppName),
        ("entitlement", item => item.Access.Entitlement),
        ("entitlementName", item => item.Access.EntitlementName),
        ("permits", item => item.Access.Permits),
        ("risk", item => item.Access.Risk),
        ("privileged", item => item.Access.IsPrivileged),
        ("protected", item => item.Access.IsProtected),
        ("tags", item => string.Join(';', item.Access.Tags)),
        ("since", item => item.Access.Since),
        ("until", item => item.Access.Until),
        ("origin", item => item.Access.Origin),
        ("through", item => item.Access.Through),
        ("lastUsedAt", item => item.Access.LastUsedAt),
        ("lastCertifiedAt", item => item.Access.LastCertifiedAt),
        ("lastCertifiedBy", item => item.Access.LastCertifiedBy),
        ("certifiedUntil", item => item.Access.CertifiedUntil),
        ("recordedAt", item => item.RecordedAt),
        ("state", item => item.State),
        ("outcome", item => item.Outcome),
        ("endedAt", item => item.EndedAt),
        ("task", item => item.Task),
        ("openedAt", item => item.OpenedAt),
        ("reviewers", item => string.Join(';', item.Reviewers.Select(reviewer => reviewer.Id.Value))),
        ("needsAttention", item => item.NeedsAttention),
        ("reassignments", item => item.Trail.Count(line => line.Reason is not null)),
        ("reminders", item => item.Reminders.Count),
        ("decision", item => item.Decision?.Decision),
        ("decidedBy", item => item.Decision?.By.Id),
        ("decidedByName", item => item.Decision?.By.Name),
        ("decidedAt", item => item.Decision?.At),
        ("reason", item => item.Decision?.Reason),
        ("validUntil", item => item.Decision?.Until),
        ("authority", item => item.Decision?.Authority),
        ("source", item => item.Decision?.Source),
        ("onBehalfOf", item => item.Decision?.OnBehalfOf),
        ("proof", item => item.Decision?.Proof),
        ("ownAccess", item => item.Decision?.IsOwnAccess),
        ("undone", item => item.Decision?.Undone.Count),
        ("silence", item => item.Silence),
        ("revocation", item => item.Removal?.Revocation),
        ("confirmation", item => item.Removal?.Confirmation),
        ("confirmedBy", item => item.Removal?.ConfirmedBy),
        ("confirmedAt", item => item.Removal?.ConfirmedAt),
        ("confirmedAutomatically", item => item.Removal?.IsConfirmedAutomatically),
        ("deprovisioning", item => item.Removal?.Deprovisioning),
        ("execution", item => item.Removal?.Execution),
        ("doneBy", item => item.Removal?.DoneBy),
        ("doneAt", item => item.Removal?.DoneAt),
        ("removalProof", item => item.Removal?.Proof),
        ("removalDays", item => item.Removal?.Days),
        ("doneByDecider", item => item.Removal?.IsDoneByDecider),
        ("accessNow", item => item.AccessNow),
    ];

    public static string[] Columns { get; } = [.. Cells.Select(cell => cell.Name)];

    public static string[] Of(ItemEvidence item) => [.. Cells.Select(cell => Text(cell.Value(item)))];

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        bool isTrue => isTrue ? "true" : "false",
        Enum name => EnumNames.Of(name),
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString() ?? "",
    };
}
