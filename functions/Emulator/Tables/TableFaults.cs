namespace AccessReview.Emulator.Tables;

/// <remarks>https://learn.microsoft.com/rest/api/storageservices/table-service-error-codes</remarks>
internal static class TableFaults
{
    public static TableFault AuthenticationFailed() => new(
        403,
        "AuthenticationFailed",
        "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.");

    public static TableFault TableNotFound() => new(404, "TableNotFound", "The table specified does not exist.");

    public static TableFault TableAlreadyExists() => new(409, "TableAlreadyExists", "The table specified already exists.");

    public static TableFault InvalidResourceName() => new(400, "InvalidResourceName", "The specified resource name contains invalid characters.");

    public static TableFault OutOfRangeName() => new(400, "OutOfRangeInput", "The specified resource name length is not within the permissible limits.");

    public static TableFault ResourceNotFound() => new(404, "ResourceNotFound", "The specified resource does not exist.");

    public static TableFault EntityAlreadyExists() => new(409, "EntityAlreadyExists", "The specified entity already exists.");

    public static TableFault UpdateConditionNotSatisfied() => new(
        412, "UpdateConditionNotSatisfied", "The update condition specified in the request was not satisfied.");

    public static TableFault MissingRequiredHeader() => new(
        400, "MissingRequiredHeader", "An HTTP header that's mandatory for this request is not specified.");

    public static TableFault DifferentPartitions() => new(
        400, "CommandsInBatchActOnDifferentPartitions", "All commands in a batch must operate on same entity group.");

    public static TableFault DuplicateRow(string rowKey) => new(
        400,
        "InvalidDuplicateRow",
        $"A command with RowKey '{rowKey}' is already present in the batch. An entity can appear only once in a batch.");

    public static TableFault TooManyOperations() => new(
        400, "InvalidInput", "The batch request operation exceeds the maximum 100 changes per change set.");

    public static TableFault BodyTooLarge() => new(
        413, "RequestBodyTooLarge", "The request body is too large and exceeds the maximum permissible limit.");

    public static TableFault EntityTooLarge() => new(400, "EntityTooLarge", "The entity is larger than the maximum allowed size (1MB).");

    public static TableFault TooManyProperties() => new(400, "TooManyProperties", "The entity contains more properties than allowed.");

    public static TableFault PropertyNameTooLong() => new(400, "PropertyNameTooLong", "The property name exceeds the maximum allowed length.");

    public static TableFault PropertyNameInvalid() => new(400, "PropertyNameInvalid", "The property name is invalid.");

    public static TableFault PropertyValueTooLarge() => new(
        400,
        "PropertyValueTooLarge",
        "The property value exceeds the maximum allowed size (64KB). If the property value is a string, it is UTF-16 encoded and the maximum number of characters should be 32K or less.");

    public static TableFault KeyValueTooLarge() => new(400, "KeyValueTooLarge", "The key value exceeds the maximum allowed size (1KB).");

    public static TableFault PropertiesNeedValue() => new(
        400, "PropertiesNeedValue", "The values are not specified for all properties in the entity.");

    public static TableFault DuplicateProperties() => new(
        400, "DuplicatePropertiesSpecified", "A property is specified more than one time.");

    public static TableFault OutOfRangeInput() => new(400, "OutOfRangeInput", "One of the request inputs is out of range.");

    public static TableFault InvalidInput(string why) => new(400, "InvalidInput", why);

    public static TableFault MethodNotAllowed() => new(405, "MethodNotAllowed", "The specified method is not allowed on this resource.");

    public static TableFault NotImplemented() => new(
        501, "NotImplemented", "The requested operation is not implemented on the specified resource.");

    public static TableFault ServerBusy() => new(503, "ServerBusy", "The server is currently unable to receive requests. Please retry your request.");

    public static TableFault InternalError() => new(500, "InternalError", "The server encountered an internal error. Please retry the request.");
}
