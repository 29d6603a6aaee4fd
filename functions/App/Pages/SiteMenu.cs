using AccessReview.Domain.Authorization;

namespace AccessReview.App.Pages;

/// <summary>The menu of every page: the reader's work first, then the entries of the capabilities, in the order in which they were added.</summary>
public sealed class SiteMenu(IEnumerable<MenuEntry> entries, WorkMenu work)
{
    /// <summary>The component that links to the reader's work.</summary>
    internal Type Work => work.Link;

    /// <summary>The component that shows the kinds of work below the menu, on pages of My work.</summary>
    internal Type Kinds => work.Kinds;

    /// <summary>The entries of one part that a user with these roles sees.</summary>
    public IEnumerable<MenuEntry> EntriesFor(Roles roles, MenuPart part) => entries.Where(entry => entry.Part == part && OrganizationTable.Allows(entry.Action, roles));
}

/// <summary>Where an entry of the menu is shown.</summary>
public enum MenuPart
{
    /// <summary>Beside <i>My work</i>.</summary>
    Bar,

    /// <summary>In the menu under the reader's name.</summary>
    Account,
}

/// <summary>A menu entry. A capability that has pages adds its own.</summary>
/// <param name="Path">The page's path.</param>
/// <param name="Heading">The name in the menu, in the reader's language.</param>
/// <param name="Action">What a user must be allowed to do to see it.</param>
/// <param name="Part">Where it is shown.</param>
public sealed record MenuEntry(string Path, Func<string> Heading, OrganizationAction Action, MenuPart Part = MenuPart.Bar);

/// <summary>The components for the reader's work. Their parameter <c>CountsWork</c> says whether they count open tasks.</summary>
/// <param name="Link">The entry in the menu.</param>
/// <param name="Kinds">The kinds of work.</param>
public sealed record WorkMenu(Type Link, Type Kinds);
