using AccessReview.Domain.Directory;

namespace AccessReview.Domain.Authorization;

/// <summary>An action on one user's data in the directory. Everybody may look up who a user is.</summary>
public enum PersonAction
{
    /// <summary>Read the user's current and past grants.</summary>
    ReadAccess,

    /// <summary>Set the user's delegate.</summary>
    NameDelegate,
}

/// <summary>How a reader is related to a user of the directory.</summary>
[Flags]
public enum RelationsToPerson
{
    None = 0,
    Self = 1,
    Manager = 2,
}

/// <summary>Who may do what with one user's data. Third part of the authorization table.</summary>
public static class PersonTable
{
    public static bool Allows(PersonAction action, Roles roles, RelationsToPerson relations) => action switch
    {
        PersonAction.ReadAccess => relations != RelationsToPerson.None || OrganizationTable.Allows(OrganizationAction.ReadAllAccess, roles),
        PersonAction.NameDelegate => relations.HasFlag(RelationsToPerson.Self),
    };

    public static bool Allows(PersonAction action, UserId reader, Roles roles, User person) => Allows(action, roles, RelationsOf(reader, person));

    public static RelationsToPerson RelationsOf(UserId reader, User person)
    {
        var relations = RelationsToPerson.None;
        if (person.Id == reader)
            relations |= RelationsToPerson.Self;
        if (person.ManagerId == reader)
            relations |= RelationsToPerson.Manager;
        return relations;
    }
}
