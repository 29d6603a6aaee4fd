metadata description = 'One page for whoever is on duty: what alerts look at, over time.'

@description('A GUID: workbooks are named so.')
param name string
param location string
param tags { *: string }
param workspaceId string
param serviceBusId string

resource page 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    category: 'workbook'
    displayName: 'Access Review'
    sourceId: workspaceId
    serializedData: replace(replace(loadTextContent('../workbook.json'), '{workspace}', workspaceId), '{serviceBus}', serviceBusId)
  }
}
