namespace AccessReview.App.Email;

/// <summary>Which mails are sent first when mails have to wait.</summary>
public enum MailPriority
{
    /// <summary>Somebody is waiting at the screen, or a task is about to close.</summary>
    First,
    Usual,

    /// <summary>A reminder.</summary>
    Later,

    /// <summary>A digest, which may take a whole day.</summary>
    Last,
}
