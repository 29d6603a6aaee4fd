using AccessReview.App.Directory;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.DirectoryPages;

/// <summary>The texts of the directory pages.</summary>
public static class DirectoryText
{
    public static string Heading(DirectoryPart part) => part switch
    {
        DirectoryPart.People => Say($"People"),
        DirectoryPart.Apps => Say($"Apps"),
        DirectoryPart.Entitlements => Say($"Access"),
    };

    public static string ShowAll(DirectoryPart part) => part switch
    {
        DirectoryPart.People => Say($"All people"),
        DirectoryPart.Apps => Say($"All apps"),
        DirectoryPart.Entitlements => Say($"All access"),
    };

    public static string Name(GrantState state) => state switch
    {
        GrantState.Active => Say($"Active"),
        GrantState.StillThere => Say($"Still there"),
        GrantState.Ended => Say($"Ended"),
    };

    public static string Name(GrantEnd end) => end switch
    {
        GrantEnd.RemovedOutside => Say($"Removed outside"),
    };

    public static string Name(Connector connector) => connector switch
    {
        Connector.Manual => Say($"Manually: a person gets a task to change access in the app"),
    };

    public static string Origin(GrantOrigin origin) => origin switch
    {
        GrantOrigin.Import => Say($"Imported"),
        GrantOrigin.Task => Say($"Requested here"),
        GrantOrigin.Inherited => Say($"Inherited"),
    };

    /// <summary>The names of a user's roles, except reviewer, which everybody is.</summary>
    public static IEnumerable<string> Names(Roles roles)
    {
        if (roles.HasFlag(Roles.Admin))
            yield return Say($"Administrator");
        if (roles.HasFlag(Roles.Auditor))
            yield return Say($"Auditor");
        if (roles.HasFlag(Roles.CampaignOwner))
            yield return Say($"Campaign owner");
        if (roles.HasFlag(Roles.AppOwner))
            yield return Say($"App owner");
    }

    /// <summary>What the directory knows of a person's work, by name; without what is unknown.</summary>
    public static IEnumerable<(string Name, string Value)> Attributes(User person)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (person.Department is { } department)
            yield return (Say($"Department"), department);
        if (person.Title is { } title)
            yield return (Say($"Title"), title);
        if (person.EmploymentType is { } type)
            yield return (Say($"Employment"), type);
        if (person.StartDate is { } start)
            yield return (Say($"First day"), LocalTime.SayDay(start));
        if (person.EndDate is { } end)
            yield return (Say($"Last day"), LocalTime.SayDay(end));
    }

    /// <summary>The number of holders as a sentence.</summary>
    public static string Holders(HolderCount count) => count switch
    {
        { Total: 0 } => Say($"Nobody has this access."),
        { Total: 1, StillThere: 0 } => Say($"1 person has this access."),
        { Total: 1 } => Say($"1 person still has this access, although removal was confirmed."),
        { StillThere: 0 } => Say($"{count.Total:N0} people have this access."),
        { StillThere: 1 } => Say($"{count.Total:N0} people have this access. For 1 of them, removal was confirmed."),
        _ => Say($"{count.Total:N0} people have this access. For {count.StillThere:N0} of them, removal was confirmed."),
    };

    public static string Away(User person, string delegateName, LocalTime time) => person.DelegateUntil is { } until
        ? Say($"Out of office until {time.SayDate(until)}. Delegate: {delegateName}.")
        : Say($"Out of office. Delegate: {delegateName}.");
}
