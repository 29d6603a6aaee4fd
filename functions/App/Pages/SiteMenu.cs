using AccessReview.Domain.Authorization;

namespace AccessReview.App.Pages;

/// <summary>The menu of every page: the reader's work first, then the entries of the capabilities, in the order in which they were added.</summary>
public sealed class SiteMenu(IEnumerable<MenuEntry> entries, WorkMenu work)
{
    /// <summary>The component that shows the kinds of work.</summary>
    internal Type Work => work.Component;

    /// <summary>The entries that a user with these roles sees.</summary>
    public IEnumerable<MenuEntry> EntriesFor(Roles roles) => entries.Where(entry => OrganizationTable.Allows(entry.Action, roles));
}

/// <summary>A menu entry. A capability that has pages adds its own.</summary>
/// <param name="Path">The page's path.</param>
/// <param name="Heading">The name in the menu, in the reader's language.</param>
/// <param name="Action">What a user must be allowed to do to see it.</param>
public sealed record MenuEntry(string Path, Func<string> Heading, OrganizationAction Action);

/// <summary>The component that shows the kinds of work in the menu. Its parameter <c>CountsWork</c> says whether it counts them.</summary>
public sealed record WorkMenu(Type Component);
